/* The command table: what everything else is made from must be right. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "ui/cmd/cmd.h"
#include "ui/cmd/keymap.h"
#include "ui/model/event.h"
#include "ui/term/sequence.h"

static Keymap *keymap;

static void setup(void)
{
    keymap = keymap_new();
}

static void teardown(void)
{
    keymap_free(keymap);
}

/* Scopes in which a text is being typed whenever the scope is on. */
static bool types(CmdScope scope)
{
    return scope == SC_SIGNIN || cmd_scope_has_bar(scope) || scope == SC_EDIT ||
           scope == SC_BLACK_ENTRY || scope == SC_CHOICE || scope == SC_DIALOG ||
           scope == SC_LOCK || scope == SC_TEXT;
}

static bool needs_a_plain_one(int key)
{
    return key & K_ALT || key < 0x20 ? key != K_ENTER && key != K_TAB && key != K_ESC
                                     : (key > K_F0 && key <= K_F(12));
}

START_TEST(test_cmd_rows)
{
    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        const CmdInfo *info = cmd_info(id);
        int keys[KEYS_PER_COMMAND];
        Buf bad = BUF_INIT;
        ck_assert_msg(cmd_find(info->name) == id, "%s is named twice", info->name);
        ck_assert_msg(keymap_parse(info->keys, keys, &bad), "%s: %s", info->name, bad.data);
        ck_assert_msg(keys[0], "%s has no key", info->name);
        for (size_t i = 0; i < KEYS_PER_COMMAND && keys[i]; i++)
            ck_assert(!(keys[i] & K_ALT) || keys[i] == (K_ALT | 'P') ||
                      !sequence_opens((uint32_t)(keys[i] & ~K_ALT))); /* they begin more */
        ck_assert(info->bar[0] && info->help[0]);
        bool plain = types(info->scope);
        for (size_t i = 0; i < KEYS_PER_COMMAND && keys[i]; i++)
            plain = plain || !needs_a_plain_one(keys[i]);
        ck_assert_msg(plain, "%s has no plain key", info->name);
        if (types(info->scope) && info->scope != SC_TEXT) {
            bool usable = false;
            for (size_t i = 0; i < KEYS_PER_COMMAND && keys[i]; i++)
                usable = usable || !key_printable(keys[i]);
            ck_assert_msg(usable, "%s has no key while typing", info->name);
        }
        buf_free(&bad);
    }
}
END_TEST

/* Without a letter only what a hand finds by itself, and what the letters are shown by. */
START_TEST(test_cmd_letters_in_a_case_file)
{
    static const int others[] = {K_ENTER, K_TAB, K_BACKTAB, K_ESC};
    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        const CmdInfo *info = cmd_info(id);
        bool fine = !cmd_scope_has_bar(info->scope) || keymap_letter(keymap, id);
        for (size_t i = 0; i < COUNT_OF(others); i++)
            fine = fine || cmd_first_key(id) == others[i];
        ck_assert_msg(fine, "%s has no letter after Esc", info->name);
        /* Esc [, Esc O and Esc ] begin what terminals send for other keys. */
        ck_assert_msg(!keymap_letter(keymap, id) || !strchr("[O]", keymap_letter(keymap, id)),
                      "%s", info->name);
    }
    for (int key = 0x20; key < 0x7F; key++)
        ck_assert_int_eq(keymap_command(keymap, SC_FINDINGS, key, false), CMD_NONE);
    ck_assert_int_eq(keymap_command(keymap, SC_CASE, K_ESC, false), CMD_COMMANDS);
    ck_assert_int_eq(keymap_command(keymap, SC_QUEUE, K_ESC, false), CMD_BACK);
    CmdId found[CMD_COUNT];
    size_t n =
        keymap_lettered(keymap, SC_CELL, (CmdState){~0u, ~UINT64_C(0)}, found, COUNT_OF(found));
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(
            keymap_command(keymap, SC_CELL, K_ALT | keymap_letter(keymap, found[i]), true),
            found[i]);
}
END_TEST

/* A word too long for the key bar pushes others out of it, in whatever language. */
START_TEST(test_cmd_words_are_short)
{
    static const char *const langs[] = {"en", "zh_CN", "zh_TW"};
    const char *top = getenv("top_builddir");
    Buf folder = BUF_INIT;

    buf_addf(&folder, "%s/share/locale", top ? top : ".");
    for (size_t i = 0; i < COUNT_OF(langs); i++) {
        i18n_start(langs[i], folder.data);
        for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++)
            ck_assert_msg(text_cols(_(cmd_info(id)->bar)) <= 10, "%s %s: %s", langs[i],
                          cmd_info(id)->name, _(cmd_info(id)->bar));
    }
    i18n_start("en", folder.data);
    buf_free(&folder);
}
END_TEST

START_TEST(test_cmd_keys_print_back)
{
    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        Buf keys = BUF_INIT;
        for (size_t i = 0; i < KEYS_PER_COMMAND && keymap->keys[id][i]; i++) {
            buf_add(&keys, i ? " " : "");
            key_name(keymap->keys[id][i], &keys);
        }
        ck_assert_str_eq(keys.data, cmd_info(id)->keys);
        buf_free(&keys);
    }
    static const char *const wrong[] = {"",      "^1", "F0",  "F13",  "F1x", "M-",
                                        "M-M-x", "nn", "Foo", "\033", " ",   "\xFF"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(key_parse(wrong[i]) == 0, "%s", wrong[i]);
    ck_assert_int_eq(key_parse("王"), 0x738B);
    ck_assert_int_eq(key_parse("Space"), ' ');
    ck_assert_int_eq(key_parse("M-x"), K_ALT | 'x');
}
END_TEST

START_TEST(test_cmd_no_key_twice)
{
    CmdId a, b;
    int key;
    if (keymap_clash(keymap, &a, &b, &key)) {
        Buf name = BUF_INIT;
        key_name(key, &name);
        ck_abort_msg("%s: %s and %s", name.data, cmd_info(a)->name, cmd_info(b)->name);
    }
}
END_TEST

/* The keys that edit a text come first while typing; what they hide must have another key then.
 */
START_TEST(test_cmd_typing_hides_nothing)
{
    for (CmdScope scope = SC_GLOBAL; scope < SC_COUNT; scope++) {
        CmdScope chain[SCOPE_CHAIN];
        size_t n = cmd_scope_chain(scope, true, chain);
        if (!types(scope))
            continue;
        for (size_t i = 1; i < n; i++)
            for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
                int keys[KEYS_PER_COMMAND];
                bool any = false, found = false;
                if (cmd_info(id)->scope != chain[i] || chain[i] == SC_LIST)
                    continue;
                keymap_parse(cmd_info(id)->keys, keys, NULL);
                for (size_t k = 0; k < KEYS_PER_COMMAND && keys[k]; k++) {
                    any = any || !key_printable(keys[k]);
                    found = found || keymap_command(keymap, scope, keys[k], true) == id;
                }
                ck_assert_msg(!any || found, "%s is hidden in %s", cmd_info(id)->name,
                              cmd_scope_name(scope));
            }
    }
}
END_TEST

START_TEST(test_cmd_dispatch)
{
    ck_assert_int_eq(keymap_command(keymap, SC_QUEUE, 'n', false), CMD_QUEUE_NEW);
    ck_assert_int_eq(keymap_command(keymap, SC_QUEUE, 'n', true), CMD_NONE);
    ck_assert_int_eq(keymap_command(keymap, SC_QUEUE, 'j', false), CMD_LIST_DOWN);
    ck_assert_int_eq(keymap_command(keymap, SC_QUEUE, '?', false), CMD_HELP);
    ck_assert_int_eq(keymap_command(keymap, SC_FORM, '?', true), CMD_NONE);
    ck_assert_int_eq(keymap_command(keymap, SC_FORM, K_F(1), true), CMD_HELP);
    ck_assert_int_eq(keymap_command(keymap, SC_FORM, K_CTRL('n'), true), CMD_CASE_MISSING);
    ck_assert_int_eq(keymap_command(keymap, SC_FORM, K_CTRL('a'), true), CMD_TEXT_HOME);
    ck_assert_int_eq(keymap_command(keymap, SC_REVIEW, 'n', false), CMD_REVIEW_NEXT);
    ck_assert_int_eq(keymap_command(keymap, SC_QUEUE, 0x738B, false), CMD_NONE);
    ck_assert_int_eq(keymap_command(keymap, SC_QUEUE, K_CTRL('z'), false), CMD_UNDO);
}
END_TEST

START_TEST(test_cmd_offered)
{
    CmdId offered[64];
    size_t n = cmd_offered(SC_QUEUE, false, (CmdState){0, 0}, offered, COUNT_OF(offered));

    ck_assert_uint_ge(n, 2);
    for (size_t i = 0; i < n; i++) {
        ck_assert(cmd_info(offered[i])->needs == 0);
        ck_assert_int_eq(cmd_right(offered[i]), VERB_COUNT);
        ck_assert(cmd_info(offered[i])->rank > 0);
    }
    ck_assert_int_eq(offered[n - 1], CMD_QUIT);
    n = cmd_offered(SC_QUEUE, false, (CmdState){NEED_ROW, UINT64_C(1) << VERB_NEW}, offered,
                    COUNT_OF(offered));
    ck_assert_int_eq(offered[0], CMD_QUEUE_OPEN);
    ck_assert_int_eq(offered[1], CMD_QUEUE_NEW);
    ck_assert_uint_eq(cmd_offered(SC_QUEUE, false, (CmdState){~0u, ~UINT64_C(0)}, offered, 3),
                      3);
}
END_TEST

START_TEST(test_cmd_keys_ini)
{
    static const struct {
        const char *text, *says; /* NULL: fine */
    } files[] = {
        {"[queue]\nqueue-new = \"N F3\"\n", NULL},
        {"[queue]\nqueue-new = \"b\"\n", "queue-batches"},
        {"[queue]\nno-such = \"b\"\n", "no-such"},
        {"[queue]\nundo = \"b\"\n", "undo"}, /* of another section */
        {"[nowhere]\nundo = \"b\"\n", "nowhere"},
        {"[queue]\nqueue-new = \"Foo\"\n", "Foo"},
        {"[queue]\nqueue-new = \"1 2 3 4 5 6 7 8\"\n", "queue-new"},
    };
    char *folder = temp_new();

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        Err err = {0};
        Keymap *map = keymap_new();
        char *path = temp_text(folder, "keys.ini", files[i].text);
        bool ok = keymap_load(map, path, &err);
        ck_assert_msg(ok == !files[i].says, "%s", files[i].text);
        if (files[i].says)
            ck_assert_msg(strstr(err.text, files[i].says), "%s", err.text);
        ck_assert_int_eq(keymap_command(map, SC_QUEUE, 'n', false),
                         ok ? CMD_NONE : CMD_QUEUE_NEW);
        ck_assert_int_eq(keymap_command(map, SC_QUEUE, 'N', false),
                         ok ? CMD_QUEUE_NEW : CMD_NONE);
        free(path);
        keymap_free(map);
    }
    char *path = temp_path(folder, "none.ini");
    ck_assert(keymap_load(keymap, path, NULL));
    free(path);
    temp_free(folder);
}
END_TEST

/* A file of before names what is gone, and plain keys where they are text now. */
START_TEST(test_cmd_keys_ini_of_before)
{
    char *folder = temp_new();
    char *path = temp_text(folder, "keys.ini",
                           "[tabs]\ntabs-enter = \"Enter\"\n[grid]\ngrid-edit = \"Tab\"\n"
                           "grid-remove = \"d Del\"\n[cell]\ncell-copy = \"M-y\"\n"
                           "[case]\ncase-submit = \"h F9\"\n");
    Err err = {0};
    ck_assert_msg(keymap_load(keymap, path, &err), "%s", err.text);
    ck_assert_int_eq(keymap_letter(keymap, CMD_CASE_SUBMIT), 'h');
    ck_assert_int_eq(keymap_command(keymap, SC_CASE, 'h', false), CMD_NONE);
    ck_assert_int_eq(keymap_command(keymap, SC_FORM, K_ALT | 'h', true), CMD_CASE_SUBMIT);
    ck_assert_int_eq(keymap_letter(keymap, CMD_GRID_REMOVE), 'd');
    free(path);
    temp_free(folder);
}
END_TEST

START_TEST(test_cmd_docs)
{
    Buf man = BUF_INIT, md = BUF_INIT, ini = BUF_INIT;
    char *folder = temp_new();
    Err err = {0};

    cmd_doc_man(keymap, &man);
    cmd_doc_md(keymap, &md);
    cmd_doc_ini(&ini);
    for (CmdId id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        ck_assert(strstr(ini.data, cmd_info(id)->name));
        ck_assert(strstr(md.data, cmd_info(id)->name));
    }
    for (const char *line = man.data; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        ck_assert(line[0] != '\'');
        ck_assert(line[0] != '.' || strncmp(line, ".SS", 3) == 0 ||
                  strncmp(line, ".TP", 3) == 0);
    }
    /* The file it writes is one that it reads, and changes nothing. */
    char *path = temp_text(folder, "keys.ini", ini.data);
    ck_assert_msg(keymap_load(keymap, path, &err), "%s", err.text);
    Keymap *fresh = keymap_new();
    ck_assert_mem_eq(keymap, fresh, sizeof *keymap);
    keymap_free(fresh);
    free(path);
    temp_free(folder);
    buf_free(&man);
    buf_free(&md);
    buf_free(&ini);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_cmd_rows,
        test_cmd_letters_in_a_case_file,
        test_cmd_words_are_short,
        test_cmd_keys_print_back,
        test_cmd_no_key_twice,
        test_cmd_typing_hides_nothing,
        test_cmd_dispatch,
        test_cmd_offered,
        test_cmd_keys_ini,
        test_cmd_keys_ini_of_before,
        test_cmd_docs,
        NULL,
    };
    return suite_run("cmd", tests, setup, teardown);
}
