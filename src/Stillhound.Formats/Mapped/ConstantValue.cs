using System.Text;
using Stillhound.Formats.Json;

namespace Stillhound.Formats.Mapped;

/// <summary>A value that every record of a mapped log is given where it has none of its own.</summary>
internal sealed class ConstantValue(string text)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public JsonText Text => new(_bytes, escaped: false);
}
