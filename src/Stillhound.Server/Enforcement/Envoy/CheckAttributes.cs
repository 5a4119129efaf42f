using Stillhound.Server.Enforcement.Accounts;
using Stillhound.Server.Grpc;

namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>
/// The parts of an <c>envoy.service.auth.v3.CheckRequest</c> that are looked at, as slices of its bytes. Field numbers are those of
/// <c>envoy/service/auth/v3/attribute_context.proto</c>.
/// </summary>
internal readonly ref struct CheckAttributes
{
    private readonly ReadOnlySpan<byte> _attributes;
    private readonly ReadOnlySpan<byte> _http;
    private readonly ReadOnlySpan<byte> _source;
    private readonly ReadOnlySpan<byte> _metadata;

    private CheckAttributes(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> http, ReadOnlySpan<byte> source, ReadOnlySpan<byte> metadata)
    {
        _attributes = attributes;
        _http = http;
        _source = source;
        _metadata = metadata;
        Path = Field(http, 4);
        var body = Field(http, 11);
        Body = body.IsEmpty ? Field(http, 12) : body;
    }

    /// <summary>Path and query of the client's request.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>Its body where Envoy sends it; else empty. May be cut short.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Reads them; false when the message is broken.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out CheckAttributes attributes)
    {
        attributes = default;
        if (!TryField(message, 1, out var all) || !TryField(all, 4, out var request) || !TryField(request, 2, out var http) || !IsWhole(http))
            return false;
        attributes = new CheckAttributes(all, http, Field(all, 1), Field(all, 11));
        return true;
    }

    /// <summary>The account that the first source names which names one; empty when none does.</summary>
    public ReadOnlySpan<byte> Account(IReadOnlyList<AccountSource> sources)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            var name = source.Kind switch
            {
                AccountSourceKind.Header => Header(source.NameBytes),
                AccountSourceKind.Extension => Entry(_attributes, 10, source.NameBytes),
                AccountSourceKind.Principal => Field(_source, 4),
                AccountSourceKind.Metadata => Metadata(source),
                _ => default,
            };
            if (!name.IsEmpty)
                return name;
        }

        return default;
    }

    private ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name)
    {
        var plain = Entry(_http, 3, name);
        if (!plain.IsEmpty)
            return plain;
        var fields = new ProtoReader(Field(_http, 13)); // headers as they came, when Envoy is told to send them so
        while (fields.Next())
        {
            if (fields.Field == 1 && Field(fields.Bytes, 1).SequenceEqual(name))
            {
                var value = Field(fields.Bytes, 3);
                return value.IsEmpty ? Field(fields.Bytes, 2) : value;
            }
        }

        return default;
    }

    private ReadOnlySpan<byte> Metadata(AccountSource source)
    {
        var at = Entry(_metadata, 1, source.NameBytes); // google.protobuf.Struct
        for (var i = 0; i < source.Path.Count; i++)
        {
            var value = Entry(at, 1, source.Path[i]);
            at = Field(value, i == source.Path.Count - 1 ? 3 : 5);
        }

        return at;
    }

    // The value of a key in a map; maps are repeated messages of key (1) and value (2).
    private static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> message, int field, ReadOnlySpan<byte> key)
    {
        var fields = new ProtoReader(message);
        while (fields.Next())
        {
            if (fields.Field == field && fields.IsBytes && Field(fields.Bytes, 1).SequenceEqual(key))
                return Field(fields.Bytes, 2);
        }

        return default;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int field) => TryField(message, field, out var value) ? value : default;

    private static bool TryField(ReadOnlySpan<byte> message, int field, out ReadOnlySpan<byte> value)
    {
        value = default;
        var fields = new ProtoReader(message);
        while (fields.Next())
        {
            if (fields.Field == field && fields.IsBytes)
                value = fields.Bytes;
        }

        return !fields.IsBroken;
    }

    private static bool IsWhole(ReadOnlySpan<byte> message) => TryField(message, 0, out _);
}
