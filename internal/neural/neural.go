// Package neural opens model bundles and runs the forward pass of trained scorers.
//
// Start with [Open]; read parameters with [ReadTensors]; multiply with [Dense]. Every kernel, portable or SIMD, gives the
// same bits on every machine: matrix products are integer sums, and the float operations around them have a fixed order
// and no fused multiply-add. All types are safe for concurrent use once made. Neural knows no word of language.
package neural
