using Stillhound.Core.Engine;

namespace Stillhound.Core.Tests.State;

/// <summary>Engines saved and restored.</summary>
internal static class Saved
{
    public static byte[] Bytes(DetectionEngine engine)
    {
        using var stream = new MemoryStream();
        engine.Save(stream);
        return stream.ToArray();
    }

    public static DetectionEngine Restored(byte[] bytes, EngineOptions? options = null)
    {
        using var stream = new MemoryStream(bytes);
        return DetectionEngine.Restore(stream, options ?? new EngineOptions());
    }

    public static DetectionEngine Again(DetectionEngine engine, EngineOptions options) => Restored(Bytes(engine), options);
}
