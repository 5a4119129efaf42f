using Stillhound.Formats.Framing;

namespace Stillhound.Formats.Records;

/// <summary>How one file is to be taken apart and read.</summary>
/// <param name="Name">Its name on the command line: <c>native</c>.</param>
/// <param name="Framing">Where its records end.</param>
/// <param name="NewReader">Makes a reader for one thread.</param>
/// <param name="HasHeader">Whether its first record names columns and is no exchange.</param>
internal sealed record RecordFormat(string Name, IFraming Framing, Func<IRecordReader> NewReader, bool HasHeader = false);
