noinst_LIBRARIES += librules.a
librules_a_SOURCES =
