"""Asks Authorization/Check for each line "SOURCE VALUE" of standard input and prints what came back as JSON, one line each."""
import json
import sys

import grpc

from envoy_messages import M, plain


def request_of(source, value):
    request = M["CheckRequest"]()
    http = request.attributes.request.http
    http.method, http.path, http.host = "POST", "/v1/chat/completions", "api.example.org"
    http.headers.add(key="user-agent", value="x/1")
    if source == "header":
        http.headers.add(key="x-account-id", value=value)
    elif source == "raw":
        http.header_map.headers.add(key="x-account-id", raw_value=value.encode())
    elif source == "extension":
        request.attributes.context_extensions.add(key="account", value=value)
    elif source == "jwt":
        entry = request.attributes.metadata_context.filter_metadata.add(key="envoy.filters.http.jwt_authn")
        payload = entry.value.fields.add(key="jwt_payload").value.struct_value
        payload.fields.add(key="iss").value.string_value = "someone"
        payload.fields.add(key="sub").value.string_value = value
    elif source == "body":
        http.headers.add(key="x-account-id", value=value)
        http.body = '{"model":"m","messages":[{"role":"user","content":"' + "x" * 2000 + '"}],"logprobs":true}'
    return request


def main():
    server, token = sys.argv[1], sys.argv[2]
    metadata = [("authorization", "Bearer " + token)] if token else []
    with grpc.insecure_channel(server) as channel:
        check = channel.unary_unary("/envoy.service.auth.v3.Authorization/Check", request_serializer=lambda m: m.SerializeToString(), response_deserializer=M["CheckResponse"].FromString)
        for line in sys.stdin:
            source, value = line.rstrip("\n").split(" ", 1)
            try:
                reply = check(request_of(source, value), timeout=20, metadata=metadata, compression=grpc.Compression.Gzip if source == "body" else None)
            except grpc.RpcError as error:
                print(json.dumps({"grpc": error.code().name}), flush=True)
                continue
            part = reply.ok_response if reply.HasField("ok_response") else reply.denied_response
            print(json.dumps({
                "grpc": "OK", "status": reply.status.code, "http": reply.denied_response.status.code, "body": reply.denied_response.body,
                "headers": {o.header.key: o.header.value for o in part.headers}, "removed": list(reply.ok_response.headers_to_remove), "metadata": plain(reply.dynamic_metadata),
            }), flush=True)


main()
