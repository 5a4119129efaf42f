"""Exports over gRPC as an OpenTelemetry SDK does: "SERVER TOKEN SIGNAL gzip|identity", the request in hexadecimal on each line; prints what came back as JSON."""
import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

METHODS = {"traces": "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "logs": "/opentelemetry.proto.collector.logs.v1.LogsService/Export"}
T = descriptor_pb2.FieldDescriptorProto
MESSAGES = {
    "PartialSuccess": [("rejected", 1, T.TYPE_INT64, None), ("error_message", 2, T.TYPE_STRING, None)],
    "Response": [("partial_success", 1, T.TYPE_MESSAGE, "PartialSuccess")],
    "Duration": [("seconds", 1, T.TYPE_INT64, None), ("nanos", 2, T.TYPE_INT32, None)],
    "RetryInfo": [("retry_delay", 1, T.TYPE_MESSAGE, "Duration")],
    "Any": [("type_url", 1, T.TYPE_STRING, None), ("value", 2, T.TYPE_BYTES, None)],
    "Status": [("code", 1, T.TYPE_INT32, None), ("message", 2, T.TYPE_STRING, None), ("details", 3, T.TYPE_MESSAGE, "*Any")],
}


def _build():
    file = descriptor_pb2.FileDescriptorProto(name="otlp_test.proto", package="o", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, kind, of in fields:
            repeated = of is not None and of.startswith("*")
            added = message.field.add(name=field, number=number, type=kind, label=T.LABEL_REPEATED if repeated else T.LABEL_OPTIONAL)
            if of is not None:
                added.type_name = ".o." + of.lstrip("*")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return {name: factory.GetPrototype(pool.FindMessageTypeByName("o." + name)) for name in MESSAGES}


M = _build()


def failed(error):
    answer = {"grpc": error.code().name, "text": error.details()}
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            status = M["Status"].FromString(value)
            answer["code"] = status.code
            for detail in status.details:
                if detail.type_url == "type.googleapis.com/google.rpc.RetryInfo":
                    answer["retry"] = M["RetryInfo"].FromString(detail.value).retry_delay.seconds
    return answer


def main():
    server, token, signal, packed = sys.argv[1:5]
    metadata = [("authorization", "Bearer " + token)] if token else []
    with grpc.insecure_channel(server) as channel:
        export = channel.unary_unary(METHODS[signal], request_serializer=lambda b: b, response_deserializer=M["Response"].FromString)
        for line in sys.stdin:
            try:
                reply = export(bytes.fromhex(line), timeout=20, metadata=metadata, compression=grpc.Compression.Gzip if packed == "gzip" else None)
                print(json.dumps({"grpc": "OK", "rejected": reply.partial_success.rejected, "text": reply.partial_success.error_message}), flush=True)
            except grpc.RpcError as error:
                print(json.dumps(failed(error)), flush=True)


main()
