/* history: what was changed and decided about a case, by whom and when. */
#include "config.h"

#include <string.h>

#include "app/case.h"
#include "app/history.h"
#include "app/life.h"
#include "app/move.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "cli/commands.h"
#include "desk/life.h"

typedef struct Printer {
    Cli *cli;
    const CaseFile *file;
    int64_t group;
    const ReviewRow *reviews; /* in the order of their groups */
    size_t n;
} Printer;

/* What was said with the group: the code of a return, the place of a mark; NULL for nothing. */
static const ReviewRow *review_of(const Printer *printer, const JournalRow *row)
{
    for (size_t i = 0; i < printer->n; i++)
        if (printer->reviews[i].group == row->group)
            return &printer->reviews[i];
    return NULL;
}

/* "missing_document 缺少材料" */
static const char *reason_text(Cli *cli, const char *reason)
{
    const char *words = app_reason_words(cli->session, reason);
    return strcmp(words, reason) == 0 ? reason
                                      : arena_printf(cli->arena, "%s %s", reason, words);
}

/* "patient.name" for a field of the catalogue, else table and column as they are. */
static const char *field_of(Cli *cli, const JournalRow *row)
{
    if (!row->table)
        return "";
    if (!row->column)
        return arena_dup(cli->arena, row->table);
    const FieldDef *field = catalog_find_column(row->table, row->column);
    return arena_printf(cli->arena, "%s.%s",
                        field ? catalog_record(field->record)->key : row->table,
                        strcmp(row->column, "life") == 0 ? "stage" : row->column);
}

static const char *told(const Printer *printer, const JournalRow *row, const char *value)
{
    const FieldDef *field =
        row->table && row->column ? catalog_find_column(row->table, row->column) : NULL;
    return cli_value_shown(printer->cli, printer->file, field, value);
}

static void print_json(const Printer *printer, const JournalRow *row)
{
    Cli *cli = printer->cli;
    const ReviewRow *review = review_of(printer, row);
    cli_json_line(
        cli, json_pack("{s:I,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "group",
                       (json_int_t)row->group, "at", cli_json_text(row->at), "user",
                       cli_json_text(row->user_name), "kind", cli_json_text(row->kind), "verb",
                       cli_json_text(row->verb), "message", cli_json_text(row->message),
                       "reason", cli_json_text(review ? review->reason : NULL), "place",
                       cli_json_text(review ? review->place : NULL), "op",
                       cli_json_text(row->op), "field", cli_json_text(field_of(cli, row)),
                       "row", cli_json_text(row->row_uid), "before",
                       cli_json_text(told(printer, row, row->before)), "after",
                       cli_json_text(told(printer, row, row->after)), "key",
                       cli_json_text(review ? app_decision_key(review, cli->arena) : NULL)));
}

/* What groups are that no verb of the workflow made. */
static const struct Word {
    const char *word, *label;
} other_verbs[] = {
    {"setup", N_("set up")},
    {"practice", N_("make the practice store")},
    {"import", N_("take in")},
    {"undo", N_("undo")},
    {"redo", N_("redo")},
    {"erase", N_("erase")},
    {"pass", N_("hand over to another station")},
    {"take_over", N_("take over from a station")},
    /* TRANSLATORS: in the history of a case: that something other than this program changed it
     */
    {"different", N_("found changed from outside")},
};

static const char *verb_of(const JournalRow *row)
{
    const char *word = row->verb ? row->verb : "";
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (strcmp(verb_word((Verb)verb), word) == 0)
            return verb_label((Verb)verb);
    }
    for (size_t i = 0; i < COUNT_OF(other_verbs); i++) {
        if (strcmp(other_verbs[i].word, word) == 0)
            return _(other_verbs[i].label);
    }
    return word;
}

/* A word of the store that is no value of a field: a stage, why a case was stopped or closed.
 */
static const char *word_of(Cli *cli, const JournalRow *row, const char *value)
{
    Life life;
    StopReason stop;
    const CodeTable *reasons = app_close_reasons(cli->session);
    const CodeEntry *entry = reasons ? code_find(reasons, value) : NULL;
    if (strcmp(row->column, "life") == 0 && life_parse(value, &life))
        return life_label(life);
    if (strcmp(row->table, "stop") == 0 && stop_parse(value, &stop))
        return stop_label(stop);
    if (strcmp(row->table, "life_step") == 0 && entry)
        return code_text(entry, session_lang(cli->session));
    return cli_status(value);
}

/* As the screens show it: codes by their text, amounts with their unit. */
static const char *value_of(const Printer *printer, const JournalRow *row,
                            const FieldDef *field, const char *value)
{
    Cli *cli = printer->cli;
    Buf shown = BUF_INIT;
    if (!value)
        return "";
    if (!field)
        return word_of(cli, row, value);
    field_show_alone(app_fields(cli->session, printer->file), field, value, &shown);
    const char *text = arena_dup(cli->arena, shown.data);
    buf_free(&shown);
    return text;
}

/* Fields of the case, its status, that of its amendment, its stage, and what the platform
 * answered; what else a group wrote says no more than its first line. */
static void print_value(const Printer *printer, const JournalRow *row)
{
    Cli *cli = printer->cli;
    bool there = row->change && row->table && row->column;
    const char *label = there ? app_history_label(row->table, row->column) : NULL;
    const FieldDef *field = there ? catalog_find_column(row->table, row->column) : NULL;
    if (!label || (!row->before && !row->after && !row->erased))
        return;
    if (row->erased)
        /* TRANSLATORS: a field as the command line calls it, and its label. */
        cli_printf(cli, _("    %s %s: erased"), field_of(cli, row), label);
    else
        cli_printf(cli, _("    %s %s: %s -> %s"), field_of(cli, row), label,
                   value_of(printer, row, field, row->before),
                   value_of(printer, row, field, row->after));
}

static void print_head(const Printer *printer, const JournalRow *row)
{
    Cli *cli = printer->cli;
    const ReviewRow *review = review_of(printer, row);
    const char *reason = review ? review->reason : NULL;
    const char *place = review ? review->place : NULL;
    cli_printf(cli, "%s  %s  %s  %s%s%s%s%s", cli_when(cli, row->at),
               row->user_name ? row->user_name : _("the program"), verb_of(row),
               place ? place : "", place ? "  " : "", reason ? reason_text(cli, reason) : "",
               reason && row->message ? "  " : "", row->message ? row->message : "");
    const char *key = review ? app_decision_key(review, cli->arena) : NULL;
    if (key)
        cli_printf(cli, "    %s", key);
}

static bool print_change(void *ctx, const JournalRow *row)
{
    Printer *printer = ctx;
    Cli *cli = printer->cli;
    arena_reset(cli->arena);
    if (cli->json) {
        print_json(printer, row);
        return true;
    }
    if (row->group != printer->group) {
        printer->group = row->group;
        print_head(printer, row);
    }
    print_value(printer, row);
    return true;
}

static void print_reader(Cli *cli, const CaseReader *reader)
{
    Buf days = BUF_INIT;
    buf_addf(&days, ngettext("%lld day", "%lld days", (unsigned long)reader->days),
             (long long)reader->days);
    if (cli->json)
        cli_json_line(cli, json_pack("{s:i,s:o,s:o,s:s,s:s,s:o,s:I}", "group", 0, "at",
                                     cli_json_text(reader->last), "user",
                                     cli_json_text(reader->who), "kind", "read", "verb", "read",
                                     "first", cli_json_text(reader->first), "days",
                                     (json_int_t)reader->days));
    else
        /* TRANSLATORS: a day, a person, on how many days. */
        cli_printf(cli, _("%s  %s  read it last, on %s"), reader->last, reader->who, days.data);
    buf_free(&days);
}

static bool print_readers(Cli *cli, int64_t id, Arena *arena, Err *err)
{
    CaseReader *readers;
    size_t n;
    if (!app_case_readers(cli->session, id, arena, &readers, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        print_reader(cli, &readers[i]);
    return true;
}

static bool print_lookers(Cli *cli, int64_t id, Arena *arena, Err *err)
{
    CaseLooker *all;
    size_t n;
    if (!app_case_lookers(cli->session, id, arena, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (cli->json)
            cli_json_line(cli, json_pack("{s:i,s:o,s:o,s:s,s:s,s:o}", "group", 0, "at",
                                         cli_json_text(all[i].day), "user",
                                         cli_json_text(all[i].who), "kind", "reveal", "verb",
                                         "reveal", "class", cli_json_text(all[i].class)));
        else
            /* TRANSLATORS: a day, a person, what was masked: numbers, addresses. */
            cli_printf(cli, _("%s  %s  looked at what is masked: %s"), all[i].day, all[i].who,
                       app_mask_label(all[i].class));
    }
    return true;
}

static bool run_history(Cli *cli, Err *err)
{
    CaseFile *file;
    Printer printer = {.cli = cli};
    ReviewRow *reviews = NULL;
    if (!cli_open_case(cli, &file, err))
        return false;
    int64_t id = case_head_of(file)->id;
    Arena *kept = arena_new(); /* that of the answer is emptied with every line */
    bool done = cli_reveal(cli, file, err) &&
                app_decisions(cli->session, id, kept, &reviews, &printer.n, err);
    printer.file = file;
    printer.reviews = reviews;
    done = done && app_history(cli->session, id, 0, print_change, &printer, err) &&
           print_readers(cli, id, kept, err) && print_lookers(cli, id, kept, err);
    if (done)
        cli_say_masked(cli, file);
    arena_free(kept);
    case_free(file);
    return done;
}

const CliCommand command_history = {
    .name = "history",
    .usage = "NO [--reveal]",
    .help = N_("Show what was changed and decided about a case, by whom and when"),
    .options = {{"--reveal", NULL, N_("with what is masked; it is written down")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_history,
};
