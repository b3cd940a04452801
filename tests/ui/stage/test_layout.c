/* All screens, tabs and dialogs in both languages and three sizes, with an empty case, a plain
 * one and one whose values are as awkward as they come: rows as wide as the screen, nothing
 * written over, tables whose columns stand under their headings, hints whole, the cursor on the
 * focus, the focus told apart without colour, and no words of the other language. */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/move.h"
#include "app/people.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/pending.h"
#include "tests/support/people.h"
#include "tests/support/screen_help.h"
#include "tests/support/share.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"
#include "tests/ui/stage/ways.h"
#include "ui/case/case.h"
#include "ui/cmd/cmd.h"
#include "ui/model/tabs.h"
#include "ui/screens/screens.h"
#include "ui/stage/stage.h"

static const struct Setting {
    const char *lang;
    int rows, cols, ambiguous; /* columns of signs of ambiguous width */
} settings[] = {
    /* Under sanitizers these: the least room, the most, and the widest signs. */
    {"en", 16, 60, 1},  {"zh_CN", 43, 132, 1}, {"zh_CN", 24, 80, 2}, {"en", 24, 80, 1},
    {"en", 43, 132, 1}, {"en", 24, 80, 2},     {"zh_CN", 24, 80, 1}, {"zh_CN", 16, 60, 1},
};

enum { SANITIZED = 3 };

static const struct Setting *now;
static Buf faults; /* the kinds seen */
static int n_faults;
static Ways ways;
static Buf pending; /* texts that wait for their translator */

/* ---- what is wrong with a screen ---- */

/* Each kind of fault is shown once a place, on standard error: Check's messages are short. */
static void fault(const char *where, int row, const char *what)
{
    Buf key = BUF_INIT;
    buf_addf(&key, "%s, %s;", where, what);
    n_faults++;
    if (!strstr(faults.data, key.data)) {
        buf_add(&faults, key.data);
        fprintf(stderr, "%s %dx%d/%d, %s, row %d: %s\n%s\n", now->lang, now->cols, now->rows,
                now->ambiguous, where, row, what, help_screen());
    }
    buf_free(&key);
}

static bool is_blank(const Frame *frame, int row, int col)
{
    return col < 0 || col >= frame_cols(frame) ||
           strcmp(frame_cell(frame, row, col, NULL, NULL), " ") == 0;
}

static void check_cells(const Frame *frame, const char *where)
{
    for (int row = 0; row < frame_rows(frame); row++) {
        int used = 0, cols;
        for (int col = 0; col < frame_cols(frame); col++) {
            const char *cell = frame_cell(frame, row, col, NULL, &cols);
            if (text_cols(cell) != cols || (cols == 0 && used != col + 1))
                fault(where, row, "half of a wide sign");
            used += cols;
        }
        if (used != frame_cols(frame))
            fault(where, row, "not as wide as the screen");
    }
    int row, col;
    if (frame_clashes(frame, &row, &col) > 0)
        fault(where, row, "written over something");
}

static bool ends_with_word(const Buf *text, const char *word)
{
    size_t len = strlen(word);
    return text->len > len + 1 && text->data[text->len - len - 1] == ' ' &&
           strcmp(text->data + text->len - len, word) == 0;
}

/* The hints of the last row are key, blank, word, two blanks: each whole. */
static void check_keys(const Frame *frame, const char *where)
{
    Buf bar = BUF_INIT, word = BUF_INIT;
    int last = frame_rows(frame) - 1;
    frame_row_text(frame, last, &bar);
    for (char *at = bar.data; *at;) {
        at += strspn(at, " ");
        char *end = strstr(at, "  ");
        buf_clear(&word);
        buf_add_bytes(&word, at, end ? (size_t)(end - at) : strlen(at));
        at = end ? end : at + strlen(at);
        bool known = !word.len || ends_with_word(&word, C_("keys", "More"));
        for (int id = CMD_NONE + 1; id < CMD_COUNT && !known; id++)
            known = ends_with_word(&word, _(cmd_info((CmdId)id)->bar));
        if (!known)
            fault(where, last, "a hint that is cut");
    }
    buf_free(&bar);
    buf_free(&word);
}

static Style style_at(const Frame *frame, int row, int col)
{
    Style style;
    frame_cell(frame, row, col, &style, NULL);
    return style;
}

/* A heading is a row of labels from the fourth column on, two or more of them. */
static int heading_words(const Frame *frame, int row, int *from, int *to, int max)
{
    int n = 0, cols = frame_cols(frame);
    for (int col = 0; col < cols && n < max; col++) {
        if (is_blank(frame, row, col))
            continue;
        if (style_at(frame, row, col) != ST_LABEL || col < 3)
            return 0;
        from[n] = col;
        while (col < cols && !(is_blank(frame, row, col) && is_blank(frame, row, col + 1)))
            col++;
        to[n++] = col;
    }
    return n;
}

/* Under each heading something begins or ends where it does, in all rows that follow. */
static void check_tables(const Frame *frame, const char *where)
{
    enum { WORDS = 16 };
    int from[WORDS], to[WORDS];
    for (int row = 2; row + 4 < frame_rows(frame) && !stage_top(help_stage)->ops->overlay &&
                      strcmp(where, "commands") != 0;
         row++) {
        int n = heading_words(frame, row, from, to, WORDS);
        for (int i = 0; n > 1 && i < n; i++) {
            for (int col = from[i]; col < to[i]; col++) {
                if (now->cols >= 80 && !strcmp(frame_cell(frame, row, col, NULL, NULL), "…"))
                    fault(where, row, "a heading that is cut");
            }
        }
        bool ended = false;
        for (int under = row + 1; n > 1 && under + 4 < frame_rows(frame); under++) {
            /* Up to a blank row, a remark, or what follows the row for a new one. */
            Buf text = BUF_INIT;
            frame_row_text(frame, under, &text);
            bool blank = text.len == 0, fresh = text.len < 3; /* but for its marker */
            bool total = strstr(text.data, _("Total")) != NULL;
            buf_free(&text);
            ended = ended || style_at(frame, under, 4) == ST_WARN;
            if (blank || (ended && !total))
                break;
            ended = total || fresh;
            for (int i = 1; i < n; i++) {
                bool one = true; /* two words may be two narrow columns */
                for (int col = from[i]; col < to[i]; col++)
                    one = one && !is_blank(frame, row, col);
                if (one && !is_blank(frame, under, from[i] - 1) &&
                    !is_blank(frame, under, to[i]))
                    fault(where, under, "a cell that is not under its heading");
            }
        }
    }
}

/* The focus is where the cursor is, and a sign or reverse video says so. */
static void check_focus(const Frame *frame, const char *where)
{
    int row, col;
    if (!frame_cursor_at(frame, &row, &col)) {
        fault(where, 0, "no cursor");
        return;
    }
    bool marked = false;
    for (int c = 0; c < frame_cols(frame) && !marked; c++) {
        Style style = style_at(frame, row, c);
        marked = style == ST_FOCUS || style == ST_SELECTED ||
                 !strcmp(frame_cell(frame, row, c, NULL, NULL), ">");
    }
    /* Where a list is empty a quiet line says so. */
    bool nothing = is_blank(frame, row, 3) || style_at(frame, row, 3) == ST_DIM;
    if (!marked && !nothing && strcmp(where, "help") != 0)
        fault(where, row, "the focus is not marked");
}

/* Errors and warnings begin with a sign or a word of their own. */
static void check_errors(const Frame *frame, const char *where)
{
    enum { FIRST = 6 }; /* the sign of a row above it may have been scrolled away */
    static const char *const signs[] = {"!", "✖", "▲", ">"};
    for (int row = FIRST; row + 1 < frame_rows(frame); row++) {
        for (int col = 0; col < frame_cols(frame); col++) {
            if (style_at(frame, row, col) != ST_ERROR || is_blank(frame, row, col))
                continue;
            bool marked = false;
            for (size_t i = 0; i < COUNT_OF(signs); i++) {
                for (int up = row; up > row - 3 && up > 1 && !marked; up--) {
                    for (int c = 0; c <= col && !marked; c++)
                        marked = !strcmp(frame_cell(frame, up, c, NULL, NULL), signs[i]);
                }
            }
            if (!marked)
                fault(where, row, "an error without a sign");
            break;
        }
    }
}

/* ---- words of the other language ---- */

/* Names of keys and of things that are called so in Chinese too, and what the test typed. */
static const char *const same_words[] = {
    "Enter", "Esc",  "Tab",   "Alt",   "Ctrl", "Shift", "PgUp",  "PgDn",      "Home", "End",
    "Del",   "Ins",  "Up",    "Down",  "Left", "Right", "Space", "Backspace", "ICD",  "SHA",
    "ICU",   "lin",  "zhou",  "xlsx",  "keys", "ini",   "ID",    "PDF",       "JPEG", "PNG",
    "Excel", "IIIA", "media", "stick", "scan", "pdf",   "CNY",   "RMB",       "BL",   "csv",
};

static bool same_word(const char *word, size_t len)
{
    for (size_t i = 0; i < COUNT_OF(same_words); i++) {
        if (strlen(same_words[i]) == len && strncmp(same_words[i], word, len) == 0)
            return true;
    }
    return false;
}

/* Folders and files are called as somebody called them. */
static bool in_path(const char *row, const char *word)
{
    while (word > row && word[-1] != ' ')
        word--;
    return memchr(word, '/', strcspn(word, " ")) != NULL;
}

/* A piece of a name at the end of a narrow column. */
static bool is_cut(const char *end)
{
    return strncmp(end, "…", strlen("…")) == 0;
}

static bool is_pending(const char *word, size_t len)
{
    Buf text = BUF_INIT;
    buf_add_bytes(&text, word, len);
    bool found = strstr(pending.data, text.data) != NULL;
    buf_free(&text);
    return found;
}

static void check_no_english(const Frame *frame, const char *where)
{
    for (int row = 0; row < frame_rows(frame); row++) {
        Buf text = BUF_INIT;
        frame_row_text(frame, row, &text);
        for (const char *at = text.data; *at;) {
            size_t len = 0;
            while (isalpha((unsigned char)at[len]))
                len++;
            bool code = at > text.data && (isdigit((unsigned char)at[-1]) || at[-1] == '_');
            code = code || isdigit((unsigned char)at[len]) || at[len] == '_';
            if (len > 1 && !code && !same_word(at, len) && !is_pending(at, len) &&
                !in_path(text.data, at) && !is_cut(at + len))
                fault(where, row, "an English word");
            at += len ? len : 1;
        }
        buf_free(&text);
    }
}

/* Only the name of the house and of its people are Chinese, the examples of amounts, and the
 * characters of a key. */
static void check_no_chinese(const Frame *frame, const char *where)
{
    static const char *const data[] = {"某医院社工部", "林社工", "万", "月", "日",
                                       "年",           "千",     "元", "角"};
    for (int row = 0; row < frame_rows(frame); row++) {
        Buf text = BUF_INIT;
        frame_row_text(frame, row, &text);
        for (size_t i = 0; i < COUNT_OF(data); i++) {
            char *at;
            while ((at = strstr(text.data, data[i])) != NULL)
                buf_remove(&text, (size_t)(at - text.data), strlen(data[i]));
        }
        char *key = strstr(text.data, "key of ");
        if (key)
            *key = '\0';
        for (const char *at = text.data; *at; at++) {
            if ((unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9) {
                fault(where, row, "a Chinese word");
                break;
            }
        }
        buf_free(&text);
    }
}

/* ---- looking ---- */

typedef enum Kind { EMPTY, PLAIN, AWKWARD, KINDS } Kind;

/* PICTURES=FILE keeps each screen that is looked at, to hold two states of the program against
 * each other. */
static void keep_picture(const char *where)
{
    const char *path = getenv("PICTURES");
    FILE *file = path && path[0] ? fopen(path, "a") : NULL;
    if (!file)
        return;
    fprintf(file, "== %s %dx%d/%d %s\n%s\n", now->lang, now->cols, now->rows, now->ambiguous,
            where, help_screen());
    fclose(file);
}

/* What explains the field, and each part of a case, is whole; cells are not. */
static void check_hints(const Frame *frame, const char *where, Kind kind)
{
    if (now->cols != 80 || kind != EMPTY)
        return;
    for (int row = 2; row < frame_rows(frame); row++) {
        Buf text = BUF_INIT;
        frame_row_text(frame, row, &text);
        size_t len = text.len, sign = strlen("…");
        bool cut = len >= sign && !strcmp(text.data + len - sign, "…") &&
                   (len < 2 * sign || strncmp(text.data + len - 2 * sign, "…", sign) != 0);
        if (cut && !is_blank(frame, row, 1) && text.data[1] != '>')
            fault(where, row, "a hint that is cut");
        buf_free(&text);
    }
}

static void look(const char *where, Kind kind)
{
    const Frame *frame = stage_draw(help_stage);
    keep_picture(where);
    check_cells(frame, where);
    check_keys(frame, where);
    check_tables(frame, where);
    check_focus(frame, where);
    if (now->cols == 80)
        ways_check(&ways, frame, where, fault);
    check_hints(frame, where, kind);
    check_errors(frame, where);
    if (kind != AWKWARD && strcmp(now->lang, "en") != 0)
        check_no_english(frame, where);
    if (kind == EMPTY && !strcmp(now->lang, "en"))
        check_no_chinese(frame, where);
}

/* Values as they come in life: longer than any column, outside the BMP, with a middle dot, with
 * marks that combine, one unbroken word. */
static int64_t awkward_case(void)
{
    static const struct {
        FieldId field;
        size_t row;
        const char *value;
    } values[] = {
        {F_PATIENT_name, 0, "阿依古丽·买买提·吐尔逊𠮷·Pneumonoultramicroscopicsilicovolcano"},
        {F_PATIENT_address, 0,
         "川西某县河坝镇三村五组川西某县河坝镇三村五组川西某县河坝镇三村五组"},
        {F_PATIENT_phone, 0, "1390000"},
        {F_MEMBER_name, 0, "阿依古丽·买买提"},
        {F_MEMBER_health, 0, "e\xCC\x81\xCC\x82王\xCC\x81小"},
        {F_MEMBER_occupation, 0, "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"},
        {F_MEMBER_annual_income_fen, 0, "9999999999.99"},
        {F_ILLNESS_disease, 0, "急性淋巴细胞白血病（ALL）高危组伴中枢神经系统浸润复发难治"},
        {F_ILLNESS_hospital, 0, "某某大学附属第二医院（某某省妇女儿童医疗中心）华西院区"},
        {F_PLAN_item, 0, "异基因造血干细胞移植𠮷e\xCC\x81"},
        {F_PLAN_estimate_fen, 0, "1234567890.12"},
        {F_EXPENSE_amount_fen, 0, "9999999999.99"},
        {F_CONSENT_signer, 0, "阿依古丽·买买提·吐尔逊𠮷"},
        {F_STATEMENT_title, 0, "救救小阿依古丽·买买提𠮷"},
        {F_CASE_target_fen, 0, "9999999999.99"},
    };
    int64_t id = help_import("leukaemia-child");
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    for (size_t i = 0; i < COUNT_OF(values); i++)
        ck_done(app_case_set(help_session, file, values[i].field, values[i].row,
                             values[i].value, &help_err));
    case_free(file);
    return id;
}

static int64_t make_case(Kind kind)
{
    return kind == EMPTY   ? help_new_case()
           : kind == PLAIN ? help_import("leukaemia-child")
                           : awkward_case();
}

/* ---- the case file ---- */

static void look_tab(Kind kind, int tab)
{
    const TabDef *info = tab_def(tab);
    help_keys(info->keys);
    look(info->title, kind);
    help_keys("End");
    look(info->title, kind);
    help_keys("Home");
    help_keys("Esc");
    look("commands", kind);
    help_keys("Right Down");
    look("commands", kind);
    help_keys("j"); /* none of them */
    if (!info->n || info->parts[0].kind == PART_CHECKLIST)
        return;
    for (int i = 0; i < 12; i++) {
        look(info->title, kind);
        help_keys("Down");
    }
    help_keys("F1");
    look("help", kind);
    help_keys("Esc");
}

static void look_case(Kind kind)
{
    int64_t id = make_case(kind);
    help_open_case(id);
    for (int tab = 0; tab < TABS; tab++)
        look_tab(kind, tab);
    /* A whole row, lists and questions over it, a refusal. */
    if (kind != EMPTY) {
        help_keys("M-2 F4");
        look("whole row", kind);
        help_keys("Esc Esc");
    }
    stage_push(help_stage, case_screen_at(help_stage, id, F_PATIENT_certificate, 0));
    help_keys("F2");
    look("pick", kind);
    help_keys("Esc Tab Tab Tab");
    help_type("99-99");
    help_keys("Tab");
    look("refused", kind);
    help_keys("^U");
    help_type("20");
    look("typed", kind);
    help_keys("Esc Esc M-c");
    look("question", kind);
    help_keys("Esc M-W");
    look("withdraw", kind);
    help_keys("Esc");
}

static void look_cases(void)
{
    for (int kind = 0; kind < KINDS; kind++) {
        look_case((Kind)kind);
        help_sign_in("lin");
    }
}

/* ---- all others ---- */

static void keys_and_look(const char *keys, const char *where, Kind kind)
{
    help_keys(keys);
    look(where, kind);
}

static void submit(int64_t id, const char *comment)
{
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, VERB_SUBMIT, &(Decision){.comment = comment},
                          &help_err));
    case_free(file);
}

static void look_queue(Kind kind)
{
    look("queue", kind);
    keys_and_look("h", "home", kind);
    keys_and_look("?", "help", kind);
    help_keys("Esc");
    if (kind != EMPTY) {
        keys_and_look("Enter", "due", kind);
        help_keys("Esc");
    }
    help_keys("Esc");
    keys_and_look("t", "queue", kind);
    keys_and_look("T", "sort", kind);
    help_keys("Esc");
    if (kind != EMPTY) {
        keys_and_look("v", "narrow", kind);
        keys_and_look("Enter", "queue", kind);
        help_keys("v Enter");
    }
    for (int i = 0; i < 6; i++)
        keys_and_look("f", "filter", kind);
    keys_and_look("Home", "queue", kind);
    keys_and_look("End", "queue", kind);
    keys_and_look("/", "search", kind);
    help_type("a");
    look("search", kind);
    keys_and_look("Esc", "queue", kind);
    keys_and_look("?", "help", kind);
    keys_and_look("End", "help", kind);
    keys_and_look("Esc l", "lock", kind);
    help_type("wrong one");
    keys_and_look("Enter", "lock", kind);
    help_type("correct horse");
    help_keys("Enter");
}

/* The page from top to bottom, a mark, the return, the mark at its field and its answer, and
 * both on the page again. */
static void look_marks(int64_t id)
{
    enum { SCREENS = 14 };
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    for (int i = 0; i < SCREENS; i++)
        keys_and_look("PgDn", "review", PLAIN);
    keys_and_look("Home Down Down Down m", "mark", PLAIN);
    keys_and_look("Enter", "mark", PLAIN);
    help_type("号码停机");
    keys_and_look("Enter", "review", PLAIN);
    keys_and_look("d", "review", PLAIN);
    keys_and_look("Home Down Down d", "unmark", PLAIN);
    keys_and_look("Esc a", "approve", PLAIN);
    keys_and_look("Esc r Enter", "return", PLAIN);
    help_type("见批注");
    keys_and_look("Enter", "review", PLAIN);
    help_sign_in("lin");
    look("queue", PLAIN);
    help_open_case(id);
    look("returned", PLAIN);
    keys_and_look("^R", "marked", PLAIN);
    keys_and_look("^B", "reply", PLAIN);
    help_type("改过了");
    keys_and_look("Enter", "marked", PLAIN);
    keys_and_look("M-7 Down", "marked", PLAIN);
    keys_and_look("M-V", "returned", PLAIN);
    submit(id, NULL);
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    look("review", PLAIN);
    help_sign_in("zhou");
}

static void approve(int64_t id)
{
    const Decision decision = {.comment = "已逐条核对"};
    CaseFile *file;
    ck_done(app_case_open_id(help_session, id, &file, &help_err));
    ck_done(app_case_move(help_session, &file, VERB_APPROVE, &decision, &help_err));
    case_free(file);
}

/* The longest of what a header says of a case: both versions stand there whole. */
static void look_amended(int64_t id)
{
    static const Verb verbs[] = {VERB_AMEND, VERB_SUBMIT};
    approve(id);
    help_sign_in("lin");
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        Standing standing;
        Buf said = BUF_INIT;
        CaseFile *file;
        ck_done(app_case_open_id(help_session, id, &file, &help_err));
        ck_done(app_case_move(help_session, &file, verbs[i], NULL, &help_err));
        ck_done(app_case_standing(file, &standing, &help_err));
        case_free(file);
        standing_say(&standing, &said);
        help_open_case(id);
        look("amended", PLAIN);
        if (now->cols >= 80)
            help_expect(said.data);
        keys_and_look("M-F", "amended", PLAIN);
        help_sign_in("lin");
        look("queue", PLAIN);
        buf_free(&said);
    }
    help_sign_in("zhou");
    stage_push(help_stage, review_screen_new(help_stage, id));
    keys_and_look("PgDn", "review", PLAIN);
    help_sign_in("zhou");
}

/* Of somebody who was added with a passphrase that is to be changed. */
static void look_first_passphrase(Kind kind)
{
    static const char pass[] = "correct horse";
    const NewUser added = {"林审计", ROLE_AUDITOR, "林审计", pass, false, &people_cost};
    if (kind != AWKWARD)
        return;
    ck_done(app_person_add(help_session, &added, &help_err));
    session_sign_out(help_session);
    ck_done(session_sign_in(help_session, "林审计", pass, &help_err));
    stage_push(help_stage, passphrase_screen_new(help_stage));
    look("first passphrase", kind);
    help_sign_in("zhou");
}

/* What the site changed, accepted in the end. */
static void look_knowledge(Kind kind)
{
    if (kind == EMPTY) {
        stage_push(help_stage, knowledge_screen_new(help_stage));
        look("knowledge", kind);
        help_keys("Esc");
        return;
    }
    help_site_file("codes", "sex.ini", "; 男\n");
    help_sign_in("zhou");
    keys_and_look("h", "home", kind);
    stage_push(help_stage, knowledge_screen_new(help_stage));
    look("knowledge", kind);
    keys_and_look("a", "accept", kind);
    keys_and_look("Enter", "knowledge", kind);
    help_keys("Esc Esc");
}

static void look_supervisor(Kind kind, int64_t id)
{
    help_sign_in("zhou");
    look("queue", kind);
    keys_and_look("b", "batches", kind);
    keys_and_look("e", "export", kind);
    keys_and_look("Esc Esc p", "people", kind);
    keys_and_look("a", "add", kind);
    keys_and_look("Esc Down d", "disable", kind);
    keys_and_look("Esc Esc e", "events", kind);
    keys_and_look("v", "verify", kind);
    keys_and_look("Esc Esc s", "blacklist", kind);
    keys_and_look("a", "blacklist add", kind);
    help_type("990");
    keys_and_look("Enter", "blacklist refused", kind);
    keys_and_look("F8 F9", "blacklist whom", kind);
    keys_and_look("Up Up Up", "blacklist low", kind);
    keys_and_look("Esc i", "blacklist import", kind);
    help_keys("Esc Esc");
    stage_push(help_stage, stations_screen_new(help_stage));
    look("stations", kind);
    keys_and_look("Esc P", "passphrase", kind);
    keys_and_look("Esc g", "figures", kind);
    keys_and_look("x", "workbook", kind);
    keys_and_look("Esc d", "period", kind);
    help_keys("Esc Esc");
    look_first_passphrase(kind);
    look_knowledge(kind);
    if (kind == EMPTY)
        return;
    stage_push(help_stage, review_screen_new(help_stage, id));
    for (int i = 0; i < 12; i++)
        keys_and_look("Down", "review", kind);
    keys_and_look("?", "help", kind);
    keys_and_look("Esc r", "return", kind);
    keys_and_look("Esc a", "approve", kind);
    keys_and_look("Esc x", "reject", kind);
    help_sign_in("zhou");
}

/* ---- batches ---- */

/* Two cases that can go and one that cannot, and what the platform says of them. */
static void approve_imported(const char *const *names, size_t n)
{
    help_sign_in("lin");
    int64_t ids[8];
    for (size_t i = 0; i < n; i++)
        submit(ids[i] = help_import(names[i]), "同一患者的两次求助");
    help_sign_in("zhou");
    for (size_t i = 0; i < n; i++) {
        CaseFile *file;
        ck_done(app_case_open_id(help_session, ids[i], &file, &help_err));
        ck_done(app_case_move(help_session, &file, VERB_APPROVE,
                              &(Decision){.comment =
                                              "提示已核对\nR306:同名的另一案已核对\nR704:同上"
                                              "\nR110:已核对"},
                              &help_err));
        case_free(file);
    }
}

static void answer(const char *text)
{
    help_type(text);
    help_keys("Enter");
}

/* What can go is chosen, written, answered, and what was refused is sent again. */
static void look_batches(void)
{
    static const char *const cases[] = {"uraemia-farmer", "uraemia-farmer"};
    char *book = help_path("a.xlsx"), *reply = temp_text(help_folder, "回执.csv",
                                                         "案例编号,审核结果,驳回原因,平台编号\n"
                                                         "T1-2026-000003,驳回,收款人账号有误,\n"
                                                         "T9-2026-000007,通过,,SDC-7\n");
    approve_imported(cases, COUNT_OF(cases));
    keys_and_look("b", "batches", PLAIN);
    keys_and_look("e", "template", PLAIN);
    answer(strcmp(now->lang, "en") == 0 ? "neutral" : "tymb");
    look("chosen", PLAIN);
    keys_and_look("Space", "chosen", PLAIN);
    keys_and_look("?", "help", PLAIN);
    keys_and_look("Esc f f", "chosen", PLAIN);
    keys_and_look("f a Enter", "file", PLAIN);
    help_keys("^U");
    answer(book);
    look("written", PLAIN);
    keys_and_look("r", "file", PLAIN);
    answer(reply);
    look("reply", PLAIN);
    keys_and_look("t", "batches", PLAIN);
    keys_and_look("f", "refused", PLAIN);
    keys_and_look("Esc d", "day", PLAIN);
    help_keys("Esc Esc");
    keys_and_look("g", "figures", PLAIN);
    help_sign_in("zhou");
    free(book);
    free(reply);
}

static void look_others(void)
{
    for (int kind = 0; kind < KINDS; kind++) {
        int64_t id = make_case((Kind)kind);
        if (kind == PLAIN)
            submit(id, NULL);
        help_sign_in("lin");
        look_queue((Kind)kind);
        look_supervisor((Kind)kind, id);
        if (kind == PLAIN) {
            look_marks(id);
            look_batches();
            look_amended(id);
        }
        keys_and_look("o", "sign-in", EMPTY);
        help_sign_in("lin");
    }
}

static void setup(void)
{
    const char *top = getenv("top_builddir");
    char *folder = path_join(top ? top : ".", "share/locale");
    buf_init(&faults);
    n_faults = 0;
    i18n_start(now->lang, folder);
    text_set_ambiguous(now->ambiguous);
    help_screen_start();
    help_screen_size(now->rows, now->cols);
    free(folder);
    buf_init(&pending);
    pending_texts(&pending);
}

static void teardown(void)
{
    buf_free(&pending);
    ways_free(&ways);
    help_screen_stop();
    text_set_ambiguous(1);
    buf_free(&faults);
}

START_TEST(test_layout)
{
    now = &settings[_i / 2];
    setup();
    if (_i % 2)
        look_others();
    else
        look_cases();
    ck_assert_msg(n_faults == 0, "%d faults", n_faults);
    teardown();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layout");
    TCase *tcase = tcase_create("layout");
    tcase_add_loop_test(tcase, test_layout, 0,
                        2 * share_of((int)COUNT_OF(settings), SANITIZED));
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
