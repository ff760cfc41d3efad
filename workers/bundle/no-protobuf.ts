/**
 * The alias of `protobufjs/minimal` in wrangler.toml. @datadog/sketches-js loads it only in the
 * `toProto` and `fromProto` of a sketch, which Fareline does not call.
 */
throw new Error('The protobuf form of a sketch is not in the bundle: see workers/bundle')
