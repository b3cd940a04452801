/* Takes what applies at the focus from the table of commands and its scopes, and strikes out
 * what the key bar names, what Esc shows, and what the help says. */
#include "config.h"

#include "tests/ui/stage/ways.h"

#include <string.h>

#include "base/i18n.h"
#include "tests/support/screen_help.h"
#include "ui/model/tabs.h"
#include "ui/screens/screens.h"
#include "ui/stage/inner.h"
#include "ui/stage/stage.h"

enum { MOST_COMMANDS = CMD_COUNT };

static void drop_blanks(const char *text, Buf *out)
{
    for (const char *at = text; *at; at++) {
        if (*at != ' ' && *at != '\n')
            buf_add_char(out, *at);
    }
}

/* The help that is open, line by line and without blanks, for what is wrapped there; from its
 * first line on, which it shows again afterwards. */
static void read_help(Buf *out)
{
    enum { HEAD = 2, FOOT = 3 };
    Buf place = BUF_INIT;
    help_keys("Home");
    for (bool on = true; on;) {
        int rows = frame_rows(stage_draw(help_stage));
        buf_clear(&place);
        buf_add(&place, help_row(rows - 2));
        drop_blanks(help_row(HEAD), out);
        help_keys("Down");
        on = strcmp(help_row(rows - 2), place.data) != 0;
        for (int row = HEAD + 1; !on && row < rows - FOOT; row++)
            drop_blanks(help_row(row), out);
    }
    help_keys("Home");
    buf_free(&place);
}

/* What the help says of a place; it is the same wherever the same keys work. */
static const char *help_of(Ways *ways, CmdScope scope, bool typing)
{
    Buf *text = &ways->helps[scope][typing];
    if (text->len)
        return text->data;
    if (scope != SC_HELP)
        stage_push(help_stage, help_screen_new(help_stage));
    read_help(text);
    if (scope != SC_HELP)
        help_keys("Esc");
    stage_draw(help_stage);
    return text->data;
}

/* What can be done at the focus: all of the scopes whose keys work there, whose needs hold. */
static size_t applying(CmdScope scope, bool typing, CmdId out[MOST_COMMANDS])
{
    CmdScope chain[SCOPE_CHAIN];
    size_t scopes = cmd_scope_chain(scope, typing, chain), n = 0;
    CmdState state = stage_state(help_stage);
    for (size_t i = 0; i < scopes; i++) {
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
            Buf keys = BUF_INIT;
            keymap_keys(stage_keymap(help_stage), id, !stage_plain(help_stage), true, &keys);
            if (cmd_info(id)->scope == chain[i] && cmd_works(id, state) && keys.len)
                out[n++] = id;
            buf_free(&keys);
        }
    }
    return n;
}

static bool bar_has(const char *bar, CmdId id, const char *word)
{
    Buf hint = BUF_INIT;
    buf_add(&hint, " ");
    keymap_keys(stage_keymap(help_stage), id, !stage_plain(help_stage), false, &hint);
    buf_addf(&hint, " %s ", word);
    bool has = strstr(bar, hint.data) != NULL;
    buf_free(&hint);
    return has;
}

/* Takes out of the list what the key bar names by its first key. The commands are behind "More"
 * where some of the keys found no room. */
static size_t without_named(CmdId *ids, size_t n, const char *bar)
{
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        if (!bar_has(bar, ids[i], _(cmd_info(ids[i])->bar)) &&
            !(ids[i] == CMD_COMMANDS && bar_has(bar, ids[i], C_("keys", "More"))))
            ids[left++] = ids[i];
    }
    return left;
}

/* The same by their letters, where the commands are shown. */
static size_t without_lettered(CmdId *ids, size_t n)
{
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        Buf hint = BUF_INIT;
        int letter = keymap_letter(stage_keymap(help_stage), ids[i]);
        buf_addf(&hint, "%c %s", letter ? letter : ' ', _(cmd_info(ids[i])->bar));
        if (!letter || !help_shows(hint.data))
            ids[left++] = ids[i];
        buf_free(&hint);
    }
    return left;
}

static bool helped(const char *help, CmdId id, bool plain)
{
    Buf line = BUF_INIT, bare = BUF_INIT;
    keymap_keys(stage_keymap(help_stage), id, !plain, true, &line);
    buf_add(&line, _(cmd_info(id)->help));
    drop_blanks(line.data, &bare);
    bool found = strstr(help, bare.data) != NULL;
    buf_free(&line);
    buf_free(&bare);
    return found;
}

/* What the help names with all its keys; what moves in a text is known to who types, and a
 * locked screen has no help. */
static size_t without_helped(Ways *ways, CmdId *ids, size_t n, CmdScope scope, bool typing)
{
    const char *help = scope == SC_LOCK ? "" : help_of(ways, scope, typing);
    bool plain = stage_plain(help_stage);
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        bool said = helped(help, ids[i], plain);
        said =
            said || (scope == SC_HELP && helped(help, ids[i], !plain)); /* of another place */
        if (!said && (scope != SC_LOCK || cmd_info(ids[i])->scope != SC_TEXT))
            ids[left++] = ids[i];
    }
    return left;
}

/* The same commands at the same place were looked for before. */
static bool looked_for(Ways *ways, CmdScope scope, bool typing, bool open, const CmdId *ids,
                       size_t n)
{
    Buf key = BUF_INIT;
    buf_addf(&key, ";%d %d %d", (int)scope, typing, open);
    for (size_t i = 0; i < n; i++)
        buf_addf(&key, " %d", (int)ids[i]);
    buf_add(&key, ";");
    bool found = ways->seen.len && strstr(ways->seen.data, key.data);
    if (!found)
        buf_add(&ways->seen, key.data);
    buf_free(&key);
    return found;
}

static bool is_left(CmdId id, const CmdId *ids, size_t n)
{
    while (n && ids[n - 1] != id)
        n--;
    return n > 0;
}

/* The strip has every tab at least by its sign. */
static void check_strip(const Frame *frame, const char *where, WaysFault *fault)
{
    for (int tab = 0; tab < TABS; tab++) {
        const char sign[] = {tab_sign(tab), 0};
        bool found = false;
        for (int col = 0; col < frame_cols(frame) && !found; col++) {
            Style style;
            const char *cell = frame_cell(frame, 1, col, &style, NULL);
            found = (style == ST_KEY || style == ST_FOCUS) && !strcmp(cell, sign);
        }
        if (!found)
            fault(where, 1, "a tab that is not on the strip");
    }
}

void ways_check(Ways *ways, const Frame *frame, const char *where, WaysFault *fault)
{
    CmdScope scope = stage_scope(help_stage);
    bool typing = stage_typing(help_stage), open = bar_is_open(help_stage);
    CmdId ids[MOST_COMMANDS];
    int last = frame_rows(frame) - 1;
    Buf bar = BUF_INIT;
    if (!strcmp(stage_top(help_stage)->ops->name, "case"))
        check_strip(frame, where, fault);
    buf_addf(&bar, " %s  ", help_row(last));
    size_t n = applying(scope, typing, ids);
    if (!open)
        n = without_named(ids, n, bar.data);
    buf_free(&bar);
    if (looked_for(ways, scope, typing, open, ids, n))
        return;
    if (n && cmd_scope_has_bar(scope)) {
        if (!open && is_left(CMD_COMMANDS, ids, n))
            fault(where, last, "no way to the commands");
        bar_open(help_stage);
        stage_draw(help_stage);
        n = without_lettered(ids, n);
        if (!open)
            bar_close(help_stage);
        stage_draw(help_stage);
    }
    if (!open && n && is_left(CMD_HELP, ids, n))
        fault(where, last, "no way to the help");
    n = without_helped(ways, ids, n, scope, typing);
    for (size_t i = 0; i < n; i++)
        fault(where, last, cmd_info(ids[i])->name);
}

void ways_free(Ways *ways)
{
    for (int scope = 0; scope < SC_COUNT; scope++) {
        buf_free(&ways->helps[scope][false]);
        buf_free(&ways->helps[scope][true]);
    }
    buf_free(&ways->seen);
}
