noinst_LIBRARIES += libdesk.a
libdesk_a_SOURCES =
