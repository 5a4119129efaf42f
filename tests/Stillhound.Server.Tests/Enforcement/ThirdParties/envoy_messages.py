"""The messages of Envoy that the tests need, described to Google's own protobuf so that nothing of ours encodes or reads them."""
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

TYPES = descriptor_pb2.FieldDescriptorProto
SCALARS = {"string": TYPES.TYPE_STRING, "bytes": TYPES.TYPE_BYTES, "uint32": TYPES.TYPE_UINT32, "uint64": TYPES.TYPE_UINT64,
           "int64": TYPES.TYPE_INT64, "int32": TYPES.TYPE_INT32, "double": TYPES.TYPE_DOUBLE, "bool": TYPES.TYPE_BOOL}
MESSAGES = {
    "HeaderValue": ["key 1 string", "value 2 string", "raw_value 3 bytes"],
    "HeaderMap": ["headers 1 *HeaderValue"],
    "HeaderValueOption": ["header 1 HeaderValue", "append_action 3 int32"],
    "TextEntry": ["key 1 string", "value 2 string"],
    "Value": ["number_value 2 double", "string_value 3 string", "bool_value 4 bool", "struct_value 5 Struct"],
    "StructEntry": ["key 1 string", "value 2 Value"],
    "Struct": ["fields 1 *StructEntry"],
    "MetadataEntry": ["key 1 string", "value 2 Struct"],
    "Metadata": ["filter_metadata 1 *MetadataEntry"],
    "Peer": ["service 2 string", "principal 4 string"],
    "HttpRequest": ["id 1 string", "method 2 string", "headers 3 *TextEntry", "path 4 string", "host 5 string", "size 9 int64", "body 11 string", "raw_body 12 bytes", "header_map 13 HeaderMap"],
    "Request": ["http 2 HttpRequest"],
    "AttributeContext": ["source 1 Peer", "request 4 Request", "context_extensions 10 *TextEntry", "metadata_context 11 Metadata"],
    "CheckRequest": ["attributes 1 AttributeContext"],
    "Status": ["code 1 int32"],
    "HttpStatus": ["code 1 int32"],
    "DeniedHttpResponse": ["status 1 HttpStatus", "headers 2 *HeaderValueOption", "body 3 string"],
    "OkHttpResponse": ["headers 2 *HeaderValueOption", "headers_to_remove 5 *string"],
    "CheckResponse": ["status 1 Status", "denied_response 2 DeniedHttpResponse", "ok_response 3 OkHttpResponse", "dynamic_metadata 4 Struct"],
    "Hits": ["value 1 uint64"],
    "RateLimitDescriptor": ["entries 1 *TextEntry", "hits_addend 3 Hits"],
    "RateLimitRequest": ["domain 1 string", "descriptors 2 *RateLimitDescriptor", "hits_addend 3 uint32"],
    "RateLimit": ["requests_per_unit 1 uint32", "unit 2 int32", "name 3 string"],
    "Duration": ["seconds 1 int64", "nanos 2 int32"],
    "DescriptorStatus": ["code 1 int32", "current_limit 2 RateLimit", "limit_remaining 3 uint32", "duration_until_reset 4 Duration"],
    "RateLimitResponse": ["overall_code 1 int32", "statuses 2 *DescriptorStatus", "response_headers_to_add 3 *HeaderValue", "request_headers_to_add 4 *HeaderValue", "raw_body 5 bytes"],
}


def _build():
    file = descriptor_pb2.FileDescriptorProto(name="envoy_test.proto", package="t", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field in fields:
            label, number, kind = field.split()
            repeated, kind = kind.startswith("*"), kind.lstrip("*")
            added = message.field.add(name=label, number=int(number), label=TYPES.LABEL_REPEATED if repeated else TYPES.LABEL_OPTIONAL)
            if kind in SCALARS:
                added.type = SCALARS[kind]
            else:
                added.type, added.type_name = TYPES.TYPE_MESSAGE, ".t." + kind
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return {name: factory.GetPrototype(pool.FindMessageTypeByName("t." + name)) for name in MESSAGES}


M = _build()


def plain(struct):
    """A Struct as a dictionary."""
    def value(v):
        if v.HasField("struct_value"):
            return plain(v.struct_value)
        return v.string_value or v.number_value
    return {e.key: value(e.value) for e in struct.fields}
