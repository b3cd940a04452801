/* money: the ledger of a case in order of time, its sums, and what does not add up. */
#include "config.h"

#include <string.h>

#include "app/case.h"
#include "app/judge.h"
#include "app/ledger.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "cli/commands.h"
#include "domain/field.h"
#include "domain/ledger.h"

/* What is told of a case: all of it is read before anything is printed. */
typedef struct Told {
    const CaseFile *file;
    CaseSums sums;
    LedgerLine *lines;
    size_t n_lines;
    Finding *findings; /* those about money alone */
    size_t n_findings;
} Told;

/* What the rules say of these records is about the ledger. */
static bool is_about_money(const Finding *finding)
{
    static const RecordId records[] = {REC_MONEY, REC_FUNDING, REC_TRANCHE, REC_SURPLUS};
    if (finding->field == FIELD_COUNT || !finding_has_rule(finding))
        return false;
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        if (catalog_field(finding->field)->record == records[i])
            return true;
    }
    return false;
}

static bool read_told(Cli *cli, const CaseFile *file, Told *told, Err *err)
{
    Finding *found;
    size_t n;
    *told = (Told){.file = file};
    if (!ledger_lines(file, session_fields(cli->session)->codes, cli->arena, &told->lines,
                      &told->n_lines, err) ||
        !app_case_sums(cli->session, file, &told->sums, err) ||
        !app_case_findings(cli->session, file, cli->arena, &found, &n, err))
        return false;
    told->findings = found;
    for (size_t i = 0; i < n; i++) {
        if (is_about_money(&found[i]))
            found[told->n_findings++] = found[i];
    }
    return true;
}

/* ---- as JSON ---- */

static json_t *row_of(Cli *cli, const CaseFile *file, RecordId id, size_t row)
{
    const RecordDef *record = catalog_record(id);
    json_t *object = json_object();
    for (int i = 0; i < record->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)record->first + i));
        const char *value = cli_value_shown(cli, file, field, case_get(file, field->id, row));
        if (value)
            json_object_set_new(object, field->key,
                                field_is_number(field)
                                    ? json_integer(case_fen(file, field->id, row))
                                    : cli_json_text(value));
    }
    return object;
}

static json_t *entries_of(Cli *cli, const Told *told)
{
    json_t *entries = json_array();
    for (size_t i = 0; i < told->n_lines; i++) {
        json_t *entry = row_of(cli, told->file, REC_MONEY, told->lines[i].row);
        json_object_set_new(entry, "held_fen", json_integer(told->lines[i].held));
        json_object_set_new(entry, "unspent_fen", json_integer(told->lines[i].unspent));
        json_array_append_new(entries, entry);
    }
    return entries;
}

static json_t *tranches_of(Cli *cli, const Told *told)
{
    json_t *tranches = json_array();
    for (size_t row = 0; row < case_rows(told->file, REC_TRANCHE); row++) {
        json_t *tranche = row_of(cli, told->file, REC_TRANCHE, row);
        LedgerTranche found =
            ledger_tranche(told->file, session_fields(cli->session)->codes, row);
        json_object_set_new(tranche, "arrived_fen", json_integer(found.arrived));
        json_object_set_new(tranche, "entered_fen", json_integer(found.entered));
        json_array_append_new(tranches, tranche);
    }
    return tranches;
}

static void add_difference(json_t *differences, const char *what, Fen fen)
{
    if (fen)
        json_array_append_new(differences, json_pack("{s:s,s:I}", "what", what, "fen", fen));
}

/* What is missing in an equation, and where the platform shows less or more. */
static json_t *differences_of(Cli *cli, const Told *told)
{
    const CaseSums *sums = &told->sums;
    json_t *differences = json_array();
    for (int i = 0; i < LEDGER_SUMS; i++) {
        if (sums->sums[i] < 0)
            add_difference(differences, ledger_sum_info[i].fact, sums->sums[i]);
    }
    for (int i = 0; i < LEDGER_DIFFERENCES; i++)
        add_difference(differences, cli_path(cli, ledger_difference_field[i], 0),
                       sums->differences[i]);
    return differences;
}

static json_t *findings_of(const Told *told)
{
    json_t *findings = json_array();
    for (size_t i = 0; i < told->n_findings; i++)
        json_array_append_new(findings,
                              json_pack("{s:s,s:o}", "rule", told->findings[i].rule, "message",
                                        cli_json_text(told->findings[i].message)));
    return findings;
}

static void print_json(Cli *cli, const Told *told)
{
    json_t *object = json_pack("{s:o}", "case", cli_json_text(case_head_of(told->file)->no));
    for (int i = 0; i < LEDGER_SUMS; i++)
        json_object_set_new(object, ledger_sum_info[i].fact,
                            told->sums.known[i] ? json_integer(told->sums.sums[i])
                                                : json_null());
    json_object_set_new(object, "holds", json_boolean(case_sums_hold(&told->sums)));
    json_object_set_new(object, "platform", row_of(cli, told->file, REC_FUNDING, 0));
    json_object_set_new(object, "differences", differences_of(cli, told));
    json_object_set_new(object, "entries", entries_of(cli, told));
    json_object_set_new(object, "tranches", tranches_of(cli, told));
    json_object_set_new(object, "findings", findings_of(told));
    cli_json_line(cli, object);
}

/* ---- for people ---- */

static const char *shown(Cli *cli, const CaseFile *file, FieldId field, size_t row)
{
    Buf text = BUF_INIT;
    const char *value = case_get(file, field, row);
    if (value)
        field_show(app_fields(cli->session, file), catalog_field(field), value, &text);
    const char *kept = arena_dup(cli->arena, text.data);
    buf_free(&text);
    return kept;
}

enum { DAY_COLS = 10, KIND_COLS = 16, AMOUNT_COLS = 14, TRANCHE_COLS = 7, RECEIPT_COLS = 14 };

static int wider(int cols, const char *text)
{
    int own = text_cols(text);
    return own > cols ? own : cols;
}

/* An amount is never cut. */
static int amount_cols(Cli *cli, const Told *told)
{
    int cols = AMOUNT_COLS;
    for (size_t i = 0; i < told->n_lines; i++) {
        const Fen fen[] = {told->lines[i].amount, told->lines[i].held, told->lines[i].unspent};
        for (size_t j = 0; j < COUNT_OF(fen); j++)
            cols = wider(cols, money_text(cli->arena, fen[j]));
    }
    return cols;
}

static void print_line(Cli *cli, int amount, const char *const cells[8])
{
    cli_row(cli,
            (CliCell[]){{cells[0], DAY_COLS},
                        {cells[1], KIND_COLS},
                        {cells[2], -amount},
                        {cells[3], -amount},
                        {cells[4], -amount},
                        {cells[5], -TRANCHE_COLS},
                        {cells[6], RECEIPT_COLS},
                        {cells[7], 0}},
            8);
}

static void print_entries(Cli *cli, const Told *told)
{
    if (!told->n_lines)
        return;
    const int amount = amount_cols(cli, told);
    print_line(cli, amount,
               (const char *[]){_(catalog_field(F_MONEY_on)->label),
                                _(catalog_field(F_MONEY_kind)->label),
                                _(catalog_field(F_MONEY_amount_fen)->label),
                                /* TRANSLATORS: column: what the platform still has. */
                                C_("ledger", "Held"), C_("ledger", "Unspent"),
                                _(catalog_field(F_MONEY_tranche)->label),
                                _(catalog_field(F_MONEY_receipt_no)->label),
                                _(catalog_field(F_MONEY_payee)->label)});
    for (size_t i = 0; i < told->n_lines; i++) {
        const LedgerLine *line = &told->lines[i];
        print_line(cli, amount,
                   (const char *[]){shown(cli, told->file, F_MONEY_on, line->row),
                                    shown(cli, told->file, F_MONEY_kind, line->row),
                                    money_text(cli->arena, line->amount),
                                    money_text(cli->arena, line->held),
                                    money_text(cli->arena, line->unspent),
                                    shown(cli, told->file, F_MONEY_tranche, line->row),
                                    shown(cli, told->file, F_MONEY_receipt_no, line->row),
                                    shown(cli, told->file, F_MONEY_payee, line->row)});
    }
    cli_add(cli, "\n");
}

/* The two equations, with signs as they come out. */
static void print_sums(Cli *cli, const CaseSums *sums)
{
    const Fen *fen = sums->sums;
    /* TRANSLATORS: the first equation of a ledger, in yuan. */
    cli_printf(
        cli, _("Raised %s = fee %s + paid out %s + held %s + returned %s + to a charity %s"),
        money_text(cli->arena, fen[LEDGER_RAISED]), money_text(cli->arena, fen[LEDGER_FEE]),
        money_text(cli->arena, fen[LEDGER_PAID_OUT]), money_text(cli->arena, fen[LEDGER_HELD]),
        money_text(cli->arena, fen[LEDGER_RETURNED]),
        money_text(cli->arena, fen[LEDGER_CHARITY]));
    /* TRANSLATORS: the second equation of a ledger, in yuan. */
    cli_printf(cli, _("Paid out %s = receipts %s + unspent %s"),
               money_text(cli->arena, fen[LEDGER_PAID_OUT]),
               money_text(cli->arena, fen[LEDGER_RECEIPTS]),
               money_text(cli->arena, fen[LEDGER_UNSPENT]));
}

static void print_tranches(Cli *cli, const Told *told)
{
    for (size_t row = 0; row < case_rows(told->file, REC_TRANCHE); row++) {
        LedgerTranche found =
            ledger_tranche(told->file, session_fields(cli->session)->codes, row);
        const char *state = shown(cli, told->file, F_TRANCHE_state, row);
        /* TRANSLATORS: a tranche: number, amount, state, what the ledger has for it. */
        cli_printf(cli, _("Tranche %s of %s yuan: %s; in the ledger %s"),
                   shown(cli, told->file, F_TRANCHE_seq, row),
                   money_text(cli->arena, case_fen(told->file, F_TRANCHE_amount_fen, row)),
                   /* TRANSLATORS: the state of a tranche that has none. */
                   state[0] ? state : C_("tranche", "planned"),
                   money_text(cli->arena, found.entered));
    }
}

static void print_told(Cli *cli, const Told *told)
{
    cli_printf(cli, "%s  %s", case_head_of(told->file)->no,
               _(catalog_record(REC_MONEY)->label));
    print_entries(cli, told);
    print_sums(cli, &told->sums);
    print_tranches(cli, told);
    for (size_t i = 0; i < told->n_findings; i++)
        cli_printf(cli, "%s  %s", told->findings[i].rule, told->findings[i].message);
}

static bool run_money(Cli *cli, Err *err)
{
    CaseFile *file;
    Told told;
    if (!cli_open_case(cli, &file, err))
        return false;
    bool done = cli_reveal(cli, file, err) && read_told(cli, file, &told, err);
    if (done) {
        (cli->json ? print_json : print_told)(cli, &told);
        cli_say_masked(cli, file);
        cli->status = case_sums_hold(&told.sums) ? 0 : 1;
    }
    cli_about(done, case_head_of(file)->no, err);
    case_free(file);
    return done;
}

const CliCommand command_money = {
    .name = "money",
    .usage = "NO [--on DAY] [--reveal]",
    .help =
        N_("Show the ledger of a case, its sums and what does not add up; ends with status 1 "
           "when they do not"),
    .options = {{"--on", "DAY", N_("as if today were this day, e.g. 2026-11-21")},
                {"--reveal", NULL, N_("with what is masked; it is written down")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_STORE | CLI_READ | CLI_PERSON,
    .run = run_money,
};
