/**
 * @file Turns off onnxruntime's telemetry. Its official binaries (1.29 and later) send names and hashes of models to Microsoft's
 * servers and keep an identifier of the computer. To be imported before onnxruntime-node makes its environment, which it does
 * with the first session. A variable named CI turns it off as well, so a test must not rely on that.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
process.env['ORT_TELEMETRY_DISABLED'] = '1';
