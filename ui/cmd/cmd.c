/* commands.def as a table, and the keys of it as they are now: asked by scope, nearest
 * first. */
#include "config.h"

#include "ui/cmd/cmd.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/cmd/keymap.h"
#include "ui/model/event.h"

#define CMD(ID, name, scope, keys, bar, help, rank, needs)                                     \
    [CMD_##ID] = {CMD_##ID, name, scope, keys, bar, help, rank, needs},
static const CmdInfo cmd_table[CMD_COUNT] = {
    [CMD_NONE] = {CMD_NONE, "", SC_GLOBAL, "", "", "", 0, 0},
#include "ui/cmd/commands.def"
};
#undef CMD

/* One more than the verb; 0: it takes no right. */
#define CMD(...)
#define CMD_RIGHT(ID, verb) [CMD_##ID] = (int)VERB_##verb + 1,
static const int cmd_rights[CMD_COUNT] = {
#include "ui/cmd/commands.def"
};
#undef CMD_RIGHT
#undef CMD
_Static_assert(VERB_COUNT <= 64, "a bit for each verb");

static const struct ScopeInfo {
    const char *name, *title;
    CmdScope parent;
    bool list; /* the keys that move in a list work too */
    bool bar;  /* no printable key is a command */
} scopes[SC_COUNT] = {
    [SC_GLOBAL] = {"global", N_("Everywhere"), SC_GLOBAL, false, false},
    [SC_SIGNIN] = {"signin", N_("Sign-in"), SC_GLOBAL, false, false},
    [SC_HOME] = {"home", N_("What waits"), SC_GLOBAL, true, false},
    [SC_QUEUE] = {"queue", N_("Queue"), SC_GLOBAL, true, false},
    [SC_CASE] = {"case", N_("Case file"), SC_GLOBAL, false, true},
    [SC_FORM] = {"form", N_("Case file: fields"), SC_CASE, false, true},
    [SC_PROSE] = {"prose", N_("Case file: long texts"), SC_CASE, false, true},
    [SC_GRID] = {"grid", N_("Case file: rows"), SC_CASE, false, true},
    [SC_CELL] = {"cell", N_("Case file: cells"), SC_GRID, false, true},
    [SC_DOCUMENTS] = {"documents", N_("Case file: documents"), SC_CASE, false, true},
    [SC_FINDINGS] = {"findings", N_("Case file: findings"), SC_CASE, false, true},
    [SC_REVIEW] = {"review", N_("Review"), SC_GLOBAL, true, false},
    [SC_LOOK] = {"look", N_("Another case"), SC_GLOBAL, false, true},
    [SC_BATCHES] = {"batches", N_("Batches"), SC_GLOBAL, true, false},
    [SC_EXPORT] = {"export", N_("Cases for a batch"), SC_GLOBAL, true, false},
    [SC_PEOPLE] = {"people", N_("People"), SC_GLOBAL, true, false},
    [SC_BLACKLIST] = {"blacklist", N_("Blacklist"), SC_GLOBAL, true, false},
    [SC_BLACK_ENTRY] = {"blacklist-entry", N_("Blacklist: an entry"), SC_GLOBAL, false, false},
    [SC_STATIONS] = {"stations", N_("Stations"), SC_GLOBAL, true, false},
    [SC_CARD] = {"card", N_("Codes of the card"), SC_GLOBAL, false, false},
    [SC_EVENTS] = {"events", N_("Events"), SC_GLOBAL, true, false},
    [SC_KNOWLEDGE] = {"knowledge", N_("Changed rules and templates"), SC_GLOBAL, true, false},
    [SC_VERIFY] = {"verify", N_("Verify the store"), SC_GLOBAL, true, false},
    [SC_PASSPHRASE] = {"passphrase", N_("Your passphrase"), SC_GLOBAL, false, false},
    [SC_REPORT] = {"report", N_("Figures"), SC_GLOBAL, true, false},
    [SC_HISTORY] = {"history", N_("Case file: history"), SC_CASE, false, true},
    [SC_BAR] = {"bar", N_("Case file: commands"), SC_GLOBAL, false, true},
    [SC_LIST] = {"list", N_("Moving in a list"), SC_GLOBAL, false, false},
    [SC_EDIT] = {"edit", N_("While typing"), SC_GLOBAL, false, false},
    [SC_CHOICE] = {"choice", N_("Choosing"), SC_GLOBAL, true, false},
    [SC_DIALOG] = {"dialog", N_("Questions"), SC_GLOBAL, false, false},
    [SC_HELP] = {"help", N_("Help"), SC_GLOBAL, true, false},
    [SC_LOCK] = {"lock", N_("Locked"), SC_LOCK, false, false},
    [SC_TEXT] = {"text", N_("Editing a text"), SC_GLOBAL, false, false},
};

const CmdInfo *cmd_info(CmdId id)
{
    assert(id >= CMD_NONE && id < CMD_COUNT);
    return &cmd_table[id];
}

Verb cmd_right(CmdId id)
{
    return cmd_rights[id] ? (Verb)(cmd_rights[id] - 1) : VERB_COUNT;
}

bool cmd_works(CmdId id, CmdState state)
{
    Verb right = cmd_right(id);

    return !(cmd_table[id].needs & ~state.holds) &&
           (right == VERB_COUNT || state.may >> right & 1u);
}

CmdId cmd_find(const char *name)
{
    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++)
        if (strcmp(cmd_table[id].name, name) == 0)
            return id;
    return CMD_NONE;
}

const char *cmd_scope_title(CmdScope scope)
{
    return scopes[scope].title;
}

const char *cmd_scope_name(CmdScope scope)
{
    return scopes[scope].name;
}

bool cmd_scope_has_bar(CmdScope scope)
{
    return scopes[scope].bar;
}

size_t cmd_scope_chain(CmdScope scope, bool typing, CmdScope chain[SCOPE_CHAIN])
{
    size_t n = 0;

    if (typing)
        chain[n++] = SC_TEXT;
    chain[n++] = scope;
    if (scopes[scope].list)
        chain[n++] = SC_LIST;
    if (scopes[scope].parent == scope) /* the top of its chain */
        return n;
    for (CmdScope up = scopes[scope].parent; up != SC_GLOBAL; up = scopes[up].parent)
        chain[n++] = up;
    if (scopes[scope].bar && scope != SC_BAR)
        chain[n++] = SC_BAR;
    chain[n++] = SC_GLOBAL;
    assert(n <= SCOPE_CHAIN);
    return n;
}

bool keymap_parse(const char *names, int keys[KEYS_PER_COMMAND], Buf *bad)
{
    size_t n = 0;
    Buf name = BUF_INIT;
    bool ok = true;

    memset(keys, 0, KEYS_PER_COMMAND * sizeof keys[0]);
    while (ok && *(names += strspn(names, " "))) {
        size_t len = strcspn(names, " ");
        buf_clear(&name);
        buf_add_bytes(&name, names, len);
        int key = key_parse(name.data);
        ok = key && n < KEYS_PER_COMMAND;
        if (ok)
            keys[n++] = key;
        else if (bad)
            buf_add(bad, name.data);
        names += len;
    }
    buf_free(&name);
    return ok;
}

Keymap *keymap_new(void)
{
    Keymap *keymap = xcalloc(1, sizeof *keymap);

    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        bool ok = keymap_parse(cmd_table[id].keys, keymap->keys[id], NULL);
        assert(ok);
        (void)ok;
    }
    return keymap;
}

void keymap_free(Keymap *keymap)
{
    free(keymap);
}

static bool has_key(const Keymap *keymap, CmdId id, int key)
{
    for (size_t i = 0; i < KEYS_PER_COMMAND && keymap->keys[id][i]; i++)
        if (keymap->keys[id][i] == key)
            return true;
    return false;
}

CmdId keymap_command(const Keymap *keymap, CmdScope scope, int key, bool text)
{
    CmdScope chain[SCOPE_CHAIN];

    if ((text || scopes[scope].bar) && key_printable(key))
        return CMD_NONE;
    size_t n = cmd_scope_chain(scope, text, chain);
    for (size_t i = 0; i < n; i++)
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++)
            if (cmd_table[id].scope == chain[i] && has_key(keymap, id, key))
                return id;
    return CMD_NONE;
}

void keymap_keys(const Keymap *keymap, CmdId id, bool text, bool all, Buf *out)
{
    bool first = true;

    for (size_t i = 0; i < KEYS_PER_COMMAND && keymap->keys[id][i]; i++) {
        int key = keymap->keys[id][i];
        if (text && key_printable(key))
            continue;
        if (!first)
            buf_add_char(out, ' ');
        key_label(key, out);
        first = false;
        if (!all)
            break;
    }
}

int keymap_letter(const Keymap *keymap, CmdId id)
{
    for (size_t i = 0; i < KEYS_PER_COMMAND && keymap->keys[id][i]; i++) {
        int key = keymap->keys[id][i];
        if (key & K_ALT && key_printable(key & ~K_ALT))
            return key & ~K_ALT;
    }
    return 0;
}

size_t keymap_lettered(const Keymap *keymap, CmdScope scope, CmdState state, CmdId *out,
                       size_t max)
{
    CmdScope chain[SCOPE_CHAIN];
    size_t n = 0, scopes_n = cmd_scope_chain(scope, false, chain);

    for (size_t s = 0; s < scopes_n; s++)
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT && n < max; id++)
            if (cmd_table[id].scope == chain[s] && cmd_works(id, state) &&
                keymap_letter(keymap, id))
                out[n++] = id;
    return n;
}

/* The key that opens the commands hides that of going back, which is the second time it is
 * pressed. */
static bool is_second(CmdId a, CmdId b)
{
    return (a == CMD_BACK && b == CMD_COMMANDS) || (a == CMD_COMMANDS && b == CMD_BACK);
}

/* What keymap_clash looks at: every scope as a person meets it, not typing. While typing, the
 * editing keys come first on purpose. */
bool keymap_clash(const Keymap *keymap, CmdId *a, CmdId *b, int *key)
{
    for (CmdScope scope = SC_GLOBAL; scope < SC_COUNT; scope++) {
        CmdScope chain[SCOPE_CHAIN];
        size_t n = cmd_scope_chain(scope, false, chain);
        bool member[SC_COUNT] = {false};
        for (size_t i = 0; i < n; i++)
            member[chain[i]] = true;
        for (CmdId x = CMD_NONE + 1; x < CMD_COUNT; x++)
            for (CmdId y = x; member[cmd_table[x].scope] && y < CMD_COUNT; y++)
                for (size_t i = 0; member[cmd_table[y].scope] && i < KEYS_PER_COMMAND; i++) {
                    int k = keymap->keys[x][i];
                    if (!k || x == y || is_second(x, y) || !has_key(keymap, y, k))
                        continue;
                    *a = x, *b = y, *key = k;
                    return true;
                }
    }
    return false;
}

int cmd_first_key(CmdId id)
{
    int keys[KEYS_PER_COMMAND];

    return keymap_parse(cmd_table[id].keys, keys, NULL) ? keys[0] : 0;
}

size_t cmd_offered(CmdScope scope, bool typing, CmdState state, CmdId *out, size_t max)
{
    CmdScope chain[SCOPE_CHAIN];
    size_t n = 0, scopes_n = cmd_scope_chain(scope, false, chain);

    if (typing && scopes_n < SCOPE_CHAIN) { /* behind the place's own, before what is farther */
        memmove(&chain[2], &chain[1], (scopes_n++ - 1) * sizeof chain[0]);
        chain[1] = SC_TEXT;
    }
    for (size_t s = 0; s < scopes_n; s++) {
        size_t from = n;
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT && n < max; id++) {
            const CmdInfo *info = &cmd_table[id];
            if (info->scope != chain[s] || !info->rank || !cmd_works(id, state))
                continue;
            size_t at = n++;
            for (; at > from && cmd_table[out[at - 1]].rank > info->rank; at--)
                out[at] = out[at - 1];
            out[at] = id;
        }
    }
    return n;
}
