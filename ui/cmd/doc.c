/* Documentation made from the command table: the manual's key section, a page, a keys.ini. */
#include "config.h"

#include <string.h>

#include "base/i18n.h"
#include "ui/cmd/cmd.h"

static bool scope_has_commands(CmdScope scope)
{
    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++)
        if (cmd_info(id)->scope == scope)
            return true;
    return false;
}

/* In roff a backslash starts an escape, a hyphen would become a dash, and a point or quote at a
 * line's start a request. */
static void add_roff(Buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\\')
            buf_add(out, "\\e");
        else if (*text == '-')
            buf_add(out, "\\-");
        else if (*text == '^')
            buf_add(out, "\\(ha");
        else
            buf_add_char(out, *text);
    }
}

void cmd_doc_man(const Keymap *keymap, Buf *out)
{
    Buf keys = BUF_INIT;

    for (CmdScope scope = SC_GLOBAL; scope < SC_COUNT; scope++) {
        if (!scope_has_commands(scope))
            continue;
        buf_addf(out, ".SS \"%s\"\n", _(cmd_scope_title(scope)));
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
            if (cmd_info(id)->scope != scope)
                continue;
            buf_clear(&keys);
            keymap_keys(keymap, id, false, true, &keys);
            buf_add(out, ".TP\n\\&\\fB");
            add_roff(out, keys.data);
            buf_add(out, "\\fR\n\\&");
            add_roff(out, _(cmd_info(id)->help));
            buf_add(out, ".\n");
        }
    }
    buf_free(&keys);
}

static void add_cell(Buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|' || *text == '\\' || *text == '`')
            buf_add_char(out, '\\');
        buf_add_char(out, *text);
    }
}

void cmd_doc_md(const Keymap *keymap, Buf *out)
{
    Buf keys = BUF_INIT;

    for (CmdScope scope = SC_GLOBAL; scope < SC_COUNT; scope++) {
        if (!scope_has_commands(scope))
            continue;
        buf_addf(out, "## %s `[%s]`\n\n| %s | %s | %s |\n|---|---|---|\n",
                 _(cmd_scope_title(scope)), cmd_scope_name(scope), _("Keys"), _("Command"),
                 _("What it does"));
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
            if (cmd_info(id)->scope != scope)
                continue;
            buf_clear(&keys);
            keymap_keys(keymap, id, false, true, &keys);
            buf_add(out, "| ");
            add_cell(out, keys.data);
            buf_addf(out, " | %s | ", cmd_info(id)->name);
            add_cell(out, _(cmd_info(id)->help));
            buf_add(out, " |\n");
        }
        buf_add_char(out, '\n');
    }
    buf_free(&keys);
}

void cmd_doc_ini(Buf *out)
{
    for (CmdScope scope = SC_GLOBAL; scope < SC_COUNT; scope++) {
        if (!scope_has_commands(scope))
            continue;
        buf_addf(out, "[%s]\n", cmd_scope_name(scope));
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
            const CmdInfo *info = cmd_info(id);
            if (info->scope == scope)
                buf_addf(out, "; %s\n%s = \"%s\"\n", _(info->help), info->name, info->keys);
        }
        buf_add_char(out, '\n');
    }
}
