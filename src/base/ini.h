/* Knowledge and settings files, read with iniparser after a lint of the raw lines, because
 * iniparser cuts and merges in silence. A file is at most INI_MAX_BYTES; UTF-8; no BOM; every
 * value in double quotes with none inside (a backslash at a line's end continues inside the
 * quotes is not allowed: long values are split over key, key.2, key.3 and joined by a blank,
 * see ini_long); section and key names are lower-case ASCII [a-z0-9_.-] (keys may end in
 * [zh_CN]); a section or a key given twice, a line over 1000 bytes, a control character: each
 * is an error naming file and line. */
#ifndef ANJUAN_BASE_INI_H
#define ANJUAN_BASE_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { INI_MAX_BYTES = 1 << 20 };

typedef struct Ini Ini;

bool ini_load(const char *path, Ini **out, Err *err);
bool ini_load_text(const char *name, const char *text, size_t len, Ini **out, Err *err);
/* A text over which both readings were compared before, byte by byte the same: the strict one
 * alone, which needs nothing of the system but memory and so cannot fail any more. */
bool ini_load_known(const char *name, const char *text, size_t len, Ini **out, Err *err);
void ini_free(Ini *ini);

const char *ini_name(const Ini *ini); /* the file's name, for messages */
size_t ini_sections(const Ini *ini);
const char *ini_section(const Ini *ini, size_t i); /* in the order of the file */
size_t ini_section_line(const Ini *ini, const char *section);
size_t ini_keys(const Ini *ini, const char *section);
/* In the order of the file. */
const char *ini_key(const Ini *ini, const char *section, size_t i);

/* NULL when absent. */
const char *ini_get(const Ini *ini, const char *section, const char *key);

/* key[LL] for the language (zh_TW is zh_CN in the signs and words of Taiwan), else key. */
const char *ini_get_lang(const Ini *ini, const char *section, const char *key,
                         const char *lang);

/* Key joined with key.2, key.3 ... by a blank; false when key is absent. */
bool ini_long(const Ini *ini, const char *section, const char *key, Buf *out);

/* Refuses a key of the section that is not among names (NULL-ended; key[LL] and key.N count as
 * key), naming file, line and key. */
bool ini_only(const Ini *ini, const char *section, const char *const *names, Err *err);

/* "file:line: [section] key" for messages. */
void ini_place(const Ini *ini, const char *section, const char *key, Buf *out);

#endif
