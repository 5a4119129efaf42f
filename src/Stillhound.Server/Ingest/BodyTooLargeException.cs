namespace Stillhound.Server.Ingest;

/// <summary>A body is larger than allowed, as sent or once unpacked.</summary>
internal sealed class BodyTooLargeException(long largest) : IOException($"the body is larger than {Configuration.SizeText.Of(largest)}");
