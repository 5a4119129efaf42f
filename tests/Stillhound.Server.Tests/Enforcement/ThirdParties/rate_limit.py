"""Asks RateLimitService/ShouldRateLimit for each line "HITS KEY=VALUE[,KEY=VALUE...] [...]" of standard input, a descriptor for each word."""
import json
import sys

import grpc

from envoy_messages import M


def main():
    with grpc.insecure_channel(sys.argv[1]) as channel:
        ask = channel.unary_unary("/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit", request_serializer=lambda m: m.SerializeToString(), response_deserializer=M["RateLimitResponse"].FromString)
        for line in sys.stdin:
            hits, *descriptors = line.split()
            request = M["RateLimitRequest"](domain="llm", hits_addend=int(hits))
            for descriptor in descriptors:
                added = request.descriptors.add()
                for pair in descriptor.split(","):
                    key, value = pair.split("=", 1)
                    if key == "hits":
                        added.hits_addend.value = int(value)
                        added.hits_addend.SetInParent()
                    else:
                        added.entries.add(key=key, value=value)
            reply = ask(request, timeout=20)
            print(json.dumps({
                "code": reply.overall_code,
                "statuses": [{"code": s.code, "limit": s.current_limit.requests_per_unit, "unit": s.current_limit.unit, "remaining": s.limit_remaining, "reset": s.duration_until_reset.seconds} for s in reply.statuses],
                "response_headers": {h.key: h.value for h in reply.response_headers_to_add}, "request_headers": {h.key: h.value for h in reply.request_headers_to_add},
                "body": reply.raw_body.decode(),
            }), flush=True)


main()
