/* The entry of a fuzz target, by the name that fuzzers call. It aborts when a promise is
 * broken. For a fuzzer: clang -fsanitize=fuzzer,address with one fuzz_*.c instead of replay.c.
 */
#ifndef ANJUAN_TESTS_FUZZ_H
#define ANJUAN_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
