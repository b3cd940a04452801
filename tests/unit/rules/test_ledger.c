/* Random ledgers: raised is fee, paid out, held, returned and charity, paid out is receipts and
 * unspent, to the fen; what breaks that is named with the exact amount, and so is each
 * difference from what the platform shows. Told against two boxes of money, the platform's and
 * the payee's, that are filled and emptied here.
 *
 * LEDGERS=N tries N of them instead of some, LEDGERS_SEED=S begins with another. */
#include "config.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/money.h"
#include "domain/ledger.h"
#include "rules/judge/findings.h"
#include "tests/support/codes_help.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"

enum { LEDGERS = 300, FIRST_SEED = 20261121, ROWS_MAX = 14 };

static Knowledge *knowledge;
static FieldContext ctx;
static Judge *judge;
static Arena *arena;
static CaseFile *file;
static uint64_t random_state;

static void start(void)
{
    help_knowledge(&knowledge, &ctx);
    ck_done(judge_open(knowledge, ctx.today, &judge, &help_err));
    ck_done(facts_use_store(judge_facts(judge), NULL, true, &help_err));
    arena = arena_new();
}

static void stop(void)
{
    case_free(file);
    arena_free(arena);
    judge_close(judge);
    knowledge_free(knowledge);
}

/* The least random numbers that do (xorshift). */
static uint64_t random_below(uint64_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state % n;
}

/* Mostly of one size, so that sums meet; some as large as there are. */
static Fen random_amount(void)
{
    switch (random_below(8)) {
    case 0:
        return MONEY_MAX - (Fen)random_below(3);
    case 1:
        return (Fen)random_below(3);
    case 2:
        return (Fen)random_below((uint64_t)MONEY_MAX);
    default:
        return (Fen)random_below(40) * 100000;
    }
}

typedef enum Kind {
    RAISED,
    FEE,
    CHANNEL,
    REQUESTED,
    HOSPITAL,
    PERSON,
    SPENT,
    PAID_BACK,
    RETURNED,
    CHARITY,
    KINDS
} Kind;

static const char *const kinds[KINDS] = {
    "raised",      "fee",   "channel_fee", "requested", "paid_hospital",
    "paid_person", "spent", "paid_back",   "returned",  "charity",
};

/* What the platform shows in the place of a kind without entries. */
static const struct Shown {
    FieldId field;
    Kind kind;
} shown[] = {
    {F_FUNDING_raised_fen, RAISED},    {F_FUNDING_fee_fen, FEE},
    {F_FUNDING_withdrawn_fen, PERSON}, {F_FUNDING_hospital_paid_fen, HOSPITAL},
    {F_FUNDING_used_fen, SPENT},       {F_FUNDING_returned_fen, RETURNED},
};

typedef struct Book {
    Fen sum[KINDS];
    bool entered[KINDS];
    Fen platform[COUNT_OF(shown)];
    bool told[COUNT_OF(shown)];
} Book;

static void put_fen(FieldId field, size_t row, Fen fen)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, fen);
    case_put(file, field, row, text);
}

static void enter(Book *book, size_t row)
{
    char day[32];
    Kind kind = (Kind)random_below(KINDS);
    Fen amount = random_amount();
    snprintf(day, sizeof day, "2026-%02d-%02d", (int)random_below(10) + 1,
             (int)random_below(28) + 1);
    case_put(file, F_MONEY_kind, row, kinds[kind]);
    put_fen(F_MONEY_amount_fen, row, amount);
    case_put(file, F_MONEY_on, row, random_below(9) ? day : NULL);
    case_put(file, F_MONEY_receipt_no, row, random_below(2) ? "é𠮷 0051" : NULL);
    book->sum[kind] += amount;
    book->entered[kind] = true;
}

static void make_ledger(Book *book)
{
    *book = (Book){0};
    case_free(file);
    file = case_new();
    for (size_t row = random_below(ROWS_MAX); row > 0; row--)
        enter(book, case_rows(file, REC_MONEY));
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        book->told[i] = random_below(4) == 0;
        book->platform[i] = book->told[i] ? random_amount() : 0;
        if (book->told[i] && random_below(2))
            book->platform[i] = book->sum[shown[i].kind];
        if (book->told[i])
            put_fen(shown[i].field, 0, book->platform[i]);
    }
}

/* ---- the two boxes ---- */

typedef struct Boxes {
    Fen raised, fee, paid, returned, charity, receipts; /* as the facts take them */
    Fen held, unspent;
} Boxes;

static bool has_paid(const Book *book)
{
    return book->entered[HOSPITAL] || book->entered[PERSON];
}

/* Entries of the kind, else what the platform shows. */
static Fen counted(const Book *book, bool entered, Fen sum, size_t platform)
{
    return entered ? sum : book->told[platform] ? book->platform[platform] : 0;
}

static Fen at_least_0(Fen fen)
{
    return fen > 0 ? fen : 0;
}

static Fen less(Fen a, Fen b)
{
    return a < b ? a : b;
}

static Boxes fill_boxes(const Book *book)
{
    const Fen *sum = book->sum;
    Boxes box = {
        .raised = counted(book, book->entered[RAISED], sum[RAISED], 0),
        .fee = counted(book, book->entered[FEE] || book->entered[CHANNEL],
                       sum[FEE] + sum[CHANNEL], 1),
        .paid = counted(book, has_paid(book), sum[PERSON], 2) +
                counted(book, has_paid(book), sum[HOSPITAL], 3) - sum[PAID_BACK],
        .receipts = counted(book, book->entered[SPENT], sum[SPENT], 4),
        .returned = counted(book, book->entered[RETURNED], sum[RETURNED], 5),
        .charity = sum[CHARITY],
    };
    Fen given = box.returned + box.charity;
    box.held = box.raised - box.fee - box.paid;
    box.unspent = box.paid - box.receipts;
    /* What is given comes from the platform, then from the payee; the rest from nowhere. */
    Fen from_platform = less(given, at_least_0(box.held));
    Fen from_payee = less(given - from_platform, at_least_0(box.unspent));
    box.held -= given - from_payee;
    box.unspent -= from_payee;
    box.paid -= from_payee;
    return box;
}

static Fen fact(const char *name)
{
    err_clear(&help_err);
    const char *found = facts_get(judge_facts(judge), 0, name, &help_err);
    ck_assert_msg(!help_err.kind, "%s: %s", name, help_err.text);
    return found ? strtoll(found, NULL, 10) : 0;
}

static void equal(const char *name, Fen want)
{
    Fen found = fact(name);
    ck_assert_msg(found == want, "%s is %" PRId64 ", not %" PRId64, name, found, want);
}

static void facts_are(const Boxes *box)
{
    equal("raised_fen", box->raised);
    equal("fee_fen", box->fee);
    equal("paid_out_fen", box->paid);
    equal("held_fen", box->held);
    equal("returned_fen", box->returned);
    equal("charity_fen", box->charity);
    equal("receipts_fen", box->receipts);
    equal("unspent_fen", box->unspent);
    ck_assert(fact("raised_fen") == fact("fee_fen") + fact("paid_out_fen") + fact("held_fen") +
                                        fact("returned_fen") + fact("charity_fen"));
    ck_assert(fact("paid_out_fen") == fact("receipts_fen") + fact("unspent_fen"));
}

/* ---- findings ---- */

static Finding *found;
static size_t n_found;

/* The finding of the rule about the field, or NULL. */
static const Finding *find(const char *rule, FieldId field)
{
    for (size_t i = 0; i < n_found; i++) {
        if (!strcmp(found[i].rule, rule) && found[i].field == field)
            return &found[i];
    }
    return NULL;
}

/* It is there when, and only when, something is wrong, and tells the amount. */
static void named(const char *rule, FieldId field, bool wrong, Fen amount)
{
    Buf text = BUF_INIT;
    const Finding *finding = find(rule, field);
    ck_assert_msg((finding != NULL) == wrong, "%s is %sraised", rule, finding ? "" : "not ");
    money_format(&text, amount);
    if (finding)
        ck_assert_msg(strstr(finding->message, text.data) != NULL, "%s: %s, not %s", rule,
                      finding->message, text.data);
    buf_free(&text);
}

static void differences_are_named(const Book *book)
{
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        Kind kind = shown[i].kind;
        bool paid = kind == PERSON || kind == HOSPITAL;
        bool entered = paid          ? has_paid(book)
                       : kind == FEE ? book->entered[FEE] || book->entered[CHANNEL]
                                     : book->entered[kind];
        Fen sum = book->sum[kind] + (kind == FEE ? book->sum[CHANNEL] : 0);
        Fen differs = sum - book->platform[i];
        named("R422", shown[i].field, entered && book->told[i] && differs != 0, differs);
    }
}

/* Where all sums come from entries, what is left after the last entry is what the facts say. */
static void lines_end_in(const Book *book, const Boxes *box)
{
    LedgerLine *lines;
    size_t n;
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        if (book->told[i])
            return;
    }
    ck_done(ledger_lines(file, ctx.codes, arena, &lines, &n, &help_err));
    ck_assert_uint_eq(n, case_rows(file, REC_MONEY));
    ck_assert(n == 0 || lines[n - 1].held == box->held);
    ck_assert(n == 0 || lines[n - 1].unspent == box->unspent);
}

START_TEST(test_ledgers_add_up_or_say_by_how_much_not)
{
    const char *many = getenv("LEDGERS"), *seed = getenv("LEDGERS_SEED");
    size_t wanted = many ? strtoul(many, NULL, 10) : LEDGERS;
    random_state = seed ? strtoull(seed, NULL, 10) : FIRST_SEED;
    printf("%zu ledgers, seed %" PRIu64 "\n", wanted, random_state);
    size_t holds = 0, broken = 0;
    for (size_t i = 0; i < wanted; i++) {
        Book book;
        make_ledger(&book);
        Boxes box = fill_boxes(&book);
        arena_reset(arena);
        ck_done(findings_run(&ctx, judge, file, arena, &found, &n_found, &help_err));
        facts_are(&box);
        named("R420", F_MONEY_amount_fen, box.held < 0, -box.held);
        named("R421", F_MONEY_amount_fen, box.unspent < 0, -box.unspent);
        differences_are_named(&book);
        lines_end_in(&book, &box);
        if (box.held < 0 || box.unspent < 0)
            broken++;
        else
            holds++;
    }
    /* Both are tried, or nothing was. */
    ck_assert_msg(holds > wanted / 20 && broken > wanted / 20, "%zu hold, %zu do not", holds,
                  broken);
}
END_TEST

/* Thousands of the largest amounts: no sum goes over, in the facts or in the lines. */
START_TEST(test_ledger_of_the_largest_amounts)
{
    enum { MANY = 2000 };
    LedgerLine *lines;
    size_t n;
    file = case_new();
    for (size_t row = 0; row < MANY; row++) {
        case_put(file, F_MONEY_kind, row, row % 2 ? "spent" : "paid_person");
        put_fen(F_MONEY_amount_fen, row, MONEY_MAX);
        put_fen(F_MONEY_receipt_no, row, (Fen)row);
    }
    ck_done(findings_run(&ctx, judge, file, arena, &found, &n_found, &help_err));
    equal("paid_out_fen", MANY / 2 * MONEY_MAX);
    equal("held_fen", -(MANY / 2 * MONEY_MAX));
    equal("unspent_fen", 0);
    named("R420", F_MONEY_amount_fen, true, MANY / 2 * MONEY_MAX);
    ck_done(ledger_lines(file, ctx.codes, arena, &lines, &n, &help_err));
    ck_assert(lines[n - 1].held == -(MANY / 2 * MONEY_MAX));
}
END_TEST

START_TEST(test_ledger_names_what_cannot_be_counted)
{
    LedgerLine *lines;
    size_t n;
    Fen sum = INT64_MAX - 1;
    ck_assert(money_add(&sum, 1) && sum == INT64_MAX);
    ck_assert(!money_add(&sum, 1) && sum == INT64_MAX);
    sum = INT64_MIN + 1;
    ck_assert(money_add(&sum, -1) && !money_add(&sum, -1) && sum == INT64_MIN);
    file = case_new();
    for (size_t row = 0; row < 2; row++) {
        case_put(file, F_MONEY_kind, row, "raised");
        put_fen(F_MONEY_amount_fen, row, INT64_MAX);
    }
    ck_assert(!ledger_lines(file, ctx.codes, arena, &lines, &n, &help_err));
    ck_assert(help_is_err(ERR_REFUSED, "Entry 2 of the ledger"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_ledgers_add_up_or_say_by_how_much_not,
                                  test_ledger_of_the_largest_amounts,
                                  test_ledger_names_what_cannot_be_counted, NULL};
    return suite_run("ledger", tests, start, stop);
}
