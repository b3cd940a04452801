/* keys.ini: [scope] and name = "keys". Read whole and checked whole before any key changes. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/path.h"
#include "ui/cmd/keymap.h"
#include "ui/model/event.h"

/* What is no command any more but was one when the file was written. name NULL: any. */
static bool is_gone(const char *section, const char *name)
{
#define CMD(ID, name, scope, keys, bar, help, rank, needs)
#define GONE(section, name) {section, name},
    static const struct {
        const char *section, *name;
    } gone[] = {
#include "ui/cmd/commands.def"
    };
#undef GONE
#undef CMD
    size_t i = 0;
    while (i < COUNT_OF(gone) &&
           (strcmp(gone[i].section, section) != 0 || (name && strcmp(gone[i].name, name) != 0)))
        i++;
    return i < COUNT_OF(gone);
}

/* A plain key of a case file means its letter: before, some were commands. */
static void as_letters(int keys[KEYS_PER_COMMAND])
{
    for (size_t i = 0; i < KEYS_PER_COMMAND && keys[i]; i++)
        keys[i] |= key_printable(keys[i]) ? K_ALT : 0;
}

static bool scope_find(const char *name, CmdScope *out)
{
    for (CmdScope scope = SC_GLOBAL; scope < SC_COUNT; scope++)
        if (strcmp(cmd_scope_name(scope), name) == 0) {
            *out = scope;
            return true;
        }
    return false;
}

static bool load_key(Keymap *keymap, const Ini *ini, const char *section, const char *name,
                     CmdScope scope, Err *err)
{
    CmdId id = cmd_find(name);
    Buf bad = BUF_INIT, place = BUF_INIT;
    bool ok = true;

    if (is_gone(section, name))
        return true;
    ini_place(ini, section, name, &place);
    if (id == CMD_NONE || cmd_info(id)->scope != scope)
        ok = err_set(err, ERR_INPUT, _("%s: there is no such command in this section"),
                     place.data);
    else if (!keymap_parse(ini_get(ini, section, name), keymap->keys[id], &bad))
        ok = err_set(err, ERR_INPUT, _("%s: “%s” is no key, or one key too many"), place.data,
                     bad.data);
    if (ok && cmd_scope_has_bar(scope))
        as_letters(keymap->keys[id]);
    buf_free(&bad);
    buf_free(&place);
    return ok;
}

static bool load_section(Keymap *keymap, const Ini *ini, const char *section, Err *err)
{
    CmdScope scope;

    if (!scope_find(section, &scope) && is_gone(section, NULL))
        return true;
    if (!scope_find(section, &scope))
        return err_set(err, ERR_INPUT, _("%s: line %zu: there is no section [%s]"),
                       ini_name(ini), ini_section_line(ini, section), section);
    for (size_t i = 0; i < ini_keys(ini, section); i++)
        if (!load_key(keymap, ini, section, ini_key(ini, section, i), scope, err))
            return false;
    return true;
}

static bool refuse_clash(const Keymap *keymap, const char *path, Err *err)
{
    CmdId a, b;
    int key;
    Buf name = BUF_INIT;

    if (!keymap_clash(keymap, &a, &b, &key))
        return true;
    key_name(key, &name);
    /* TRANSLATORS: the file, the key, two commands as they are named in that file. */
    err_set(err, ERR_INPUT, _("%s: the key %s stands for both %s and %s"), path, name.data,
            cmd_info(a)->name, cmd_info(b)->name);
    buf_free(&name);
    return false;
}

bool keymap_load(Keymap *keymap, const char *path, Err *err)
{
    Ini *ini = NULL;
    Keymap fresh = *keymap;
    bool ok = false;

    if (!path_exists(path))
        return true;
    if (!ini_load(path, &ini, err))
        return false;
    for (size_t i = 0; i < ini_sections(ini); i++)
        if (!load_section(&fresh, ini, ini_section(ini, i), err))
            goto out;
    if (!refuse_clash(&fresh, path, err))
        goto out;
    *keymap = fresh;
    ok = true;
out:
    ini_free(ini);
    return ok;
}
