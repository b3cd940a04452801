/* Reads a knowledge file twice: by a strict pass over its lines, which makes the tables that
 * are asked, and by iniparser, which must come to the same values. */
#include "config.h"

#include "base/ini.h"

#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"

/* Bounds for hostile files: iniparser keeps a list that it searches from the front. */
enum { LINE_MAX_BYTES = 1000, ENTRIES_MAX = 8192 };

typedef struct Key {
    const char *name, *value;
    size_t len; /* of the name */
    size_t line;
} Key;

typedef struct Section {
    const char *name;
    size_t line;
    Key *keys;
    size_t count, room;
} Section;

struct Ini {
    Arena *arena; /* holds all text */
    const char *name;
    Section *sections;
    size_t count, room;
    size_t *slots; /* by hash of the name: places in sections, from 1; 0 is free */
    size_t n_slots;
    size_t entries;
};

/* One raw line while the file is linted. */
typedef struct Line {
    char *text; /* without the newline, NUL-terminated; what is taken from it stays there */
    size_t number;
} Line;

/* --- looking things up --- */

/* The slot of a section, or the free one where it belongs: there is always one. */
static size_t slot_of(const Ini *ini, const char *name)
{
    uint32_t hash = 2166136261u;
    for (const char *at = name; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    size_t slot = hash % ini->n_slots;
    while (ini->slots[slot] && strcmp(ini->sections[ini->slots[slot] - 1].name, name) != 0)
        slot = (slot + 1) % ini->n_slots;
    return slot;
}

static const Section *find_section(const Ini *ini, const char *name)
{
    size_t place = ini->n_slots ? ini->slots[slot_of(ini, name)] : 0;
    return place ? &ini->sections[place - 1] : NULL;
}

/* iniparser lower-cases names, so that title[zh_CN] and title[zh_cn] are one key. */
static const Key *key_of(const Section *section, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < section->count; i++)
        if (section->keys[i].len == len && strcasecmp(section->keys[i].name, name) == 0)
            return &section->keys[i];
    return NULL;
}

static const Key *find_key(const Ini *ini, const char *section, const char *name)
{
    const Section *in = find_section(ini, section);
    return in ? key_of(in, name) : NULL;
}

const char *ini_name(const Ini *ini)
{
    return ini->name;
}

size_t ini_sections(const Ini *ini)
{
    return ini->count;
}

const char *ini_section(const Ini *ini, size_t i)
{
    return i < ini->count ? ini->sections[i].name : NULL;
}

size_t ini_section_line(const Ini *ini, const char *section)
{
    const Section *found = find_section(ini, section);
    return found ? found->line : 0;
}

size_t ini_keys(const Ini *ini, const char *section)
{
    const Section *found = find_section(ini, section);
    return found ? found->count : 0;
}

const char *ini_key(const Ini *ini, const char *section, size_t i)
{
    const Section *found = find_section(ini, section);
    return found && i < found->count ? found->keys[i].name : NULL;
}

const char *ini_get(const Ini *ini, const char *section, const char *key)
{
    const Key *found = find_key(ini, section, key);
    return found ? found->value : NULL;
}

const char *ini_get_lang(const Ini *ini, const char *section, const char *key, const char *lang)
{
    const char *value;
    Buf name = BUF_INIT;

    buf_addf(&name, "%s[%s]", key, lang);
    value = ini_get(ini, section, name.data);
    if (!value && strcmp(lang, "zh_TW") == 0) {
        buf_clear(&name);
        buf_addf(&name, "%s[zh_CN]", key);
        value = i18n_data(ini_get(ini, section, name.data), lang);
    }
    buf_free(&name);
    return value ? value : ini_get(ini, section, key);
}

bool ini_long(const Ini *ini, const char *section, const char *key, Buf *out)
{
    const char *value = ini_get(ini, section, key);
    size_t base = strcspn(key, "[");
    Buf name = BUF_INIT;

    if (!value)
        return false;
    buf_add(out, value);
    for (size_t part = 2;; part++) {
        buf_clear(&name);
        buf_addf(&name, "%.*s.%zu%s", (int)base, key, part, key + base);
        value = ini_get(ini, section, name.data);
        if (!value)
            break;
        buf_add_char(out, ' ');
        buf_add(out, value);
    }
    buf_free(&name);
    return true;
}

void ini_place(const Ini *ini, const char *section, const char *key, Buf *out)
{
    const Key *found = key ? find_key(ini, section, key) : NULL;
    size_t line = found ? found->line : 0;
    if (!line)
        line = ini_section_line(ini, section);
    buf_addf(out, "%s:%zu: [%s]", ini->name, line, section);
    if (key)
        buf_addf(out, " %s", key);
}

/* The length of a key's name without .N and [LL]. */
static size_t stem(const char *key)
{
    size_t len = strcspn(key, "["), digits = len;
    while (digits > 0 && key[digits - 1] >= '0' && key[digits - 1] <= '9')
        digits--;
    return digits < len && digits > 1 && key[digits - 1] == '.' ? digits - 1 : len;
}

/* A name is known as it stands, without its language, or without its number too. */
static bool is_known(const char *key, const char *const *names)
{
    const size_t lengths[] = {strcspn(key, "["), stem(key)};
    for (size_t i = 0; names[i]; i++)
        for (size_t j = 0; j < COUNT_OF(lengths); j++)
            if (strlen(names[i]) == lengths[j] && strncmp(key, names[i], lengths[j]) == 0)
                return true;
    return false;
}

bool ini_only(const Ini *ini, const char *section, const char *const *names, Err *err)
{
    const Section *found = find_section(ini, section);
    for (size_t i = 0; found && i < found->count; i++) {
        const Key *key = &found->keys[i];
        if (is_known(key->name, names))
            continue;
        return err_set(err, ERR_INPUT, _("%s:%zu: the section [%s] has no key named %s"),
                       ini->name, key->line, section, key->name);
    }
    return true;
}

/* --- the lint of the raw lines, which builds the tables --- */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

static char *skip_name(char *at)
{
    while (is_name_char(*at))
        at++;
    return at;
}

static char *skip_blanks(char *at)
{
    while (*at == ' ')
        at++;
    return at;
}

/* [LL] after a key's name. */
static char *skip_lang(char *at)
{
    if (*at != '[')
        return at;
    char *end = at + 1;
    while ((*end >= 'a' && *end <= 'z') || (*end >= 'A' && *end <= 'Z') || *end == '_')
        end++;
    return end > at + 1 && *end == ']' ? end + 1 : at;
}

/* Twice as many slots as sections fit. */
static void make_room(Ini *ini)
{
    ini->room = ini->room ? ini->room * 2 : 16;
    ini->sections = xreallocarray(ini->sections, ini->room, sizeof(Section));
    free(ini->slots);
    ini->n_slots = 2 * ini->room + 1;
    ini->slots = xcalloc(ini->n_slots, sizeof(*ini->slots));
    for (size_t i = 0; i < ini->count; i++)
        ini->slots[slot_of(ini, ini->sections[i].name)] = i + 1;
}

static bool lint_section(Ini *ini, const Line *line, char *at, Err *err)
{
    char *end = skip_name(at + 1);
    if (end == at + 1 || *end != ']' || *skip_blanks(end + 1))
        return err_set(err, ERR_INPUT,
                       _("%s:%zu: a section is written [name], with a to z, 0 to 9, _ . and -"),
                       ini->name, line->number);
    const char *name = at + 1;
    *end = '\0';
    const Section *before = find_section(ini, name);
    if (before)
        return err_set(err, ERR_INPUT,
                       _("%s:%zu: the section [%s] was given before, in line %zu"), ini->name,
                       line->number, name, before->line);
    if (ini->count == ini->room)
        make_room(ini);
    ini->sections[ini->count++] = (Section){.name = name, .line = line->number};
    ini->slots[slot_of(ini, name)] = ini->count;
    return true;
}

/* Adds a key to the last section. */
static bool add_key(Ini *ini, const Line *line, const char *name, const char *value, Err *err)
{
    if (!ini->count)
        return err_set(err, ERR_INPUT, _("%s:%zu: %s stands before the first [section]"),
                       ini->name, line->number, name);
    Section *section = &ini->sections[ini->count - 1];
    const Key *before = key_of(section, name);
    if (before)
        return err_set(err, ERR_INPUT, _("%s:%zu: %s was given before in [%s], in line %zu"),
                       ini->name, line->number, name, section->name, before->line);
    if (section->count == section->room) {
        section->room = section->room ? section->room * 2 : 8;
        section->keys = xreallocarray(section->keys, section->room, sizeof(Key));
    }
    section->keys[section->count++] = (Key){name, value, strlen(name), line->number};
    return true;
}

static bool lint_key(Ini *ini, const Line *line, char *at, Err *err)
{
    char *end = skip_lang(skip_name(at));
    char *equals = skip_blanks(end);
    if (end == at || *equals != '=')
        return err_set(
            err, ERR_INPUT,
            _("%s:%zu: expected [section], key = \"value\" or a comment; names have a "
              "to z, 0 to 9, _ . and -"),
            ini->name, line->number);
    char *value = skip_blanks(equals + 1);
    char *close = *value == '"' ? strchr(value + 1, '"') : NULL;
    if (!close || *skip_blanks(close + 1))
        return err_set(
            err, ERR_INPUT,
            _("%s:%zu: the value stands in double quotes, with none inside and nothing "
              "after"),
            ini->name, line->number);
    *end = *close = '\0';
    return add_key(ini, line, at, value + 1, err);
}

/* A backslash at the end would make iniparser take the next line as part of this one, even
 * after a comment. */
static bool ends_in_backslash(const char *text)
{
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == ' ')
        len--;
    return len > 0 && text[len - 1] == '\\';
}

static bool lint_line(Ini *ini, const Line *line, Err *err)
{
    size_t len = strlen(line->text);

    if (len > LINE_MAX_BYTES)
        return err_set(err, ERR_INPUT,
                       _("%s:%zu: the line is too long: at most %d bytes; go on in key.2"),
                       ini->name, line->number, LINE_MAX_BYTES);
    if (!text_check(line->text, len, false, 0, "", NULL)) { /* the place is rarely needed */
        Buf place = BUF_INIT;
        buf_addf(&place, "%s:%zu", ini->name, line->number);
        text_check(line->text, len, false, 0, place.data, err);
        buf_free(&place);
        return false;
    }
    if (ends_in_backslash(line->text))
        return err_set(err, ERR_INPUT,
                       _("%s:%zu: a line may not end in a backslash; go on in key.2"),
                       ini->name, line->number);

    char *at = skip_blanks(line->text);
    if (!*at || *at == '#' || *at == ';')
        return true;
    if (++ini->entries > ENTRIES_MAX)
        return err_set(err, ERR_INPUT, _("%s:%zu: too many entries: at most %d"), ini->name,
                       line->number, ENTRIES_MAX);
    return *at == '[' ? lint_section(ini, line, at, err) : lint_key(ini, line, at, err);
}

static bool lint(Ini *ini, const char *text, size_t len, Err *err)
{
    size_t bad;

    if (len > INI_MAX_BYTES)
        return err_set(err, ERR_INPUT, _("%s is too large: at most %d bytes"), ini->name,
                       INI_MAX_BYTES);
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        return err_set(
            err, ERR_INPUT,
            _("%s:1: the file begins with a byte order mark; save it as UTF-8 without"),
            ini->name);
    if (!text_valid(text, len, &bad))
        return err_set(err, ERR_INPUT, _("%s: byte %zu is not UTF-8 text"), ini->name, bad + 1);

    /* Parted where it lies: names and values point into the one copy. */
    char *rest = len ? arena_dup_n(ini->arena, text, len) : NULL;
    size_t number = 0;
    for (char *line; (line = strsep(&rest, "\n"));) {
        if (!lint_line(ini, &(Line){line, ++number}, err))
            return false;
    }
    return true;
}

/* --- the reading by iniparser, which must come to the same values --- */

/* The lint has said all that there is to say; without this, iniparser writes to the terminal.
 */
static int stay_silent(const char *fmt, ...)
{
    (void)fmt;
    return 0;
}

/* A file without a name that holds the text, since iniparser reads only files. */
static int open_memory(const char *text, size_t len)
{
    int fd = memfd_create("ini", MFD_CLOEXEC);
    while (fd >= 0 && len > 0) {
        ssize_t n = write(fd, text, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            close(fd);
            return -1;
        }
        text += n;
        len -= (size_t)n;
    }
    return fd;
}

/* A backslash is a sign like any other here. To iniparser it was that up to 4.1 and is the
 * begin of an escape from 4.2 on, so that none is shown to it: a slash stands in its place. */
static void hide_backslashes(const char *text, size_t len, Buf *out)
{
    buf_clear(out);
    buf_add_bytes(out, text, len);
    char *at = out->data;
    while (at && (at = memchr(at, '\\', out->len - (size_t)(at - out->data))))
        *at++ = '/';
}

static dictionary *parse(const char *text, size_t len)
{
    Buf path = BUF_INIT, plain = BUF_INIT;
    dictionary *dict = NULL;
    hide_backslashes(text, len, &plain);
    int fd = open_memory(plain.data, plain.len);

    if (fd >= 0) {
        buf_addf(&path, "/proc/self/fd/%d", fd);
        iniparser_set_error_callback(stay_silent);
        dict = iniparser_load(path.data);
        close(fd);
    }
    buf_free(&path);
    buf_free(&plain);
    return dict;
}

/* Whether an entry of iniparser's dictionary has this name. */
static bool is_named(const char *entry, const char *section, const char *key)
{
    size_t len = strlen(section);
    return entry && strncasecmp(entry, section, len) == 0 && entry[len] == ':' &&
           strcasecmp(entry + len + 1, key) == 0;
}

/* What iniparser read there. Its dictionary has the order of the file, a section before its
 * keys; where it had not, the key would be sought. */
static const char *value_read(const dictionary *dict, size_t at, const char *section,
                              const char *key)
{
    /* Its size has a sign in one release and none in the next. */
    if (at < (size_t)dict->size && is_named(dict->key[at], section, key))
        return dict->val[at];
    Buf name = BUF_INIT;
    buf_addf(&name, "%s:%s", section, key);
    const char *value = iniparser_getstring(dict, name.data, NULL);
    buf_free(&name);
    return value;
}

/* Compares the values with what iniparser read; one that differs from what stands in the file
 * was cut or merged by it in a way that the lint does not know. */
static bool check_values(const Ini *ini, const dictionary *dict, Err *err)
{
    Buf plain = BUF_INIT;
    bool ok = true;
    size_t at = 0;

    for (size_t i = 0; ok && i < ini->count; i++) {
        const Section *section = &ini->sections[i];
        at++;
        for (size_t j = 0; ok && j < section->count; j++, at++) {
            const Key *key = &section->keys[j];
            const char *value = value_read(dict, at, section->name, key->name);
            hide_backslashes(key->value, strlen(key->value), &plain);
            if (!value || strcmp(value, plain.data) != 0)
                ok = err_set(err, ERR_INPUT, _("%s:%zu: the value of %s cannot be read whole"),
                             ini->name, key->line, key->name);
        }
    }
    buf_free(&plain);
    return ok;
}

/* Whether iniparser comes to the same. */
static bool compare(const Ini *ini, const char *text, size_t len, Err *err)
{
    dictionary *dict = parse(text, len);
    if (!dict)
        return err_set(err, ERR_INPUT, _("%s cannot be read"), ini->name);
    bool same = check_values(ini, dict, err);
    iniparser_freedict(dict);
    return same;
}

static bool load(const char *name, const char *text, size_t len, bool known, Ini **out,
                 Err *err)
{
    Ini *ini = xcalloc(1, sizeof(Ini));
    ini->arena = arena_new();
    ini->name = arena_dup(ini->arena, name);
    bool ok = lint(ini, text, len, err) && (known || compare(ini, text, len, err));
    if (!ok) {
        ini_free(ini);
        ini = NULL;
    }
    *out = ini;
    return ok;
}

bool ini_load_text(const char *name, const char *text, size_t len, Ini **out, Err *err)
{
    return load(name, text, len, false, out, err);
}

bool ini_load_known(const char *name, const char *text, size_t len, Ini **out, Err *err)
{
    return load(name, text, len, true, out, err);
}

bool ini_load(const char *path, Ini **out, Err *err)
{
    Buf text = BUF_INIT;
    *out = NULL;
    bool ok = path_read(path, INI_MAX_BYTES, &text, err) &&
              ini_load_text(path, text.data, text.len, out, err);
    buf_free(&text);
    return ok;
}

void ini_free(Ini *ini)
{
    if (!ini)
        return;
    for (size_t i = 0; i < ini->count; i++)
        free(ini->sections[i].keys);
    free(ini->sections);
    free(ini->slots);
    arena_free(ini->arena);
    free(ini);
}
