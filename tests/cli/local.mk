# The command line and the build tools, driven by shell scripts; tests/cli/lib.sh says how.
CLI_TESTS = tests/cli/test_build.sh tests/cli/test_layers.sh tests/cli/test_manual.sh
TESTS += $(CLI_TESTS)
EXTRA_DIST += $(CLI_TESTS) tests/cli/lib.sh tests/layers.sh
