/* The lines of sums under the follow-up. */
#include "config.h"

#include "ui/parts/ledger.h"

#include "app/ledger.h"
#include "base/i18n.h"
#include "base/money.h"
#include "ui/parts/sums.h"
#include "ui/stage/stage.h"

/* raised - fee - paid out - returned - charity = held */
static void add_raised(SumLines *lines, const CaseSums *sums, Frame *frame)
{
    Arena *arena = lines->arena;
    const Fen *fen = sums->sums;
    const char *returned = "", *charity = "";
    if (fen[LEDGER_RETURNED])
        /* TRANSLATORS: a piece of the line of sums below. */
        returned =
            arena_printf(arena, _(" - returned %s"), money_text(arena, fen[LEDGER_RETURNED]));
    if (fen[LEDGER_CHARITY])
        /* TRANSLATORS: a piece of the line of sums below. */
        charity = arena_printf(arena, _(" - to a charity %s"),
                               money_text(arena, fen[LEDGER_CHARITY]));
    const char *raised = money_text(arena, fen[LEDGER_RAISED]),
               *fee = money_text(arena, fen[LEDGER_FEE]);
    const char *paid = money_text(arena, fen[LEDGER_PAID_OUT]);
    if (fen[LEDGER_HELD] < 0)
        sums_add(lines, ST_WARN,
                 /* TRANSLATORS: a sign; three amounts, two pieces as above, an amount. */
                 arena_printf(arena,
                              _("%s Raised %s - fee %s - paid out %s%s%s: %s yuan too much"),
                              frame_sign(frame, SIGN_WARN), raised, fee, paid, returned,
                              charity, money_text(arena, -fen[LEDGER_HELD])));
    else
        sums_add(lines, ST_TEXT,
                 /* TRANSLATORS: three amounts, two pieces as above, what the platform holds. */
                 arena_printf(arena, _("Raised %s - fee %s - paid out %s%s%s = held %s yuan"),
                              raised, fee, paid, returned, charity,
                              money_text(arena, fen[LEDGER_HELD])));
}

/* paid out - receipts = unspent */
static void add_paid(SumLines *lines, const CaseSums *sums, Frame *frame)
{
    Arena *arena = lines->arena;
    const Fen *fen = sums->sums;
    const char *paid = money_text(arena, fen[LEDGER_PAID_OUT]);
    const char *receipts = money_text(arena, fen[LEDGER_RECEIPTS]);
    if (fen[LEDGER_UNSPENT] < 0)
        sums_add(lines, ST_WARN,
                 arena_printf(arena, _("%s Paid out %s - receipts %s: %s yuan too much"),
                              frame_sign(frame, SIGN_WARN), paid, receipts,
                              money_text(arena, -fen[LEDGER_UNSPENT])));
    else if (fen[LEDGER_UNSPENT] > 0)
        sums_add(lines, ST_TEXT,
                 arena_printf(arena, _("Paid out %s - receipts %s = unspent %s yuan"), paid,
                              receipts, money_text(arena, fen[LEDGER_UNSPENT])));
    else
        sums_add(lines, ST_OK,
                 arena_printf(arena,
                              _("Paid out %s - receipts %s = unspent 0.00 yuan: all shown %s"),
                              paid, receipts, frame_sign(frame, SIGN_DONE)));
}

/* Where the platform shows something else, and by how much. */
static void add_differences(SumLines *lines, const CaseSums *sums, Frame *frame)
{
    Buf text = BUF_INIT;
    for (int i = 0; i < LEDGER_DIFFERENCES; i++) {
        Fen fen = sums->differences[i];
        if (fen)
            /* TRANSLATORS: a sum of the platform, e.g. "Raised", and by how much the ledger
             * has more of it (+) or less (-). */
            buf_addf(&text, _("  %s %s%s"), _(catalog_field(ledger_difference_field[i])->label),
                     fen > 0 ? "+" : "", money_text(lines->arena, fen));
    }
    if (text.len)
        sums_add(lines, ST_WARN,
                 /* TRANSLATORS: a sign, and the sums that differ, as above. */
                 arena_printf(lines->arena, _("%s Ledger against platform:%s"),
                              frame_sign(frame, SIGN_WARN), text.data));
    buf_free(&text);
}

/* Donors have a say in what is left: nobody may forget to ask. */
static void add_surplus(SumLines *lines, const CaseSums *sums, Frame *frame)
{
    Fen left = sums->sums[LEDGER_HELD] + sums->sums[LEDGER_UNSPENT];
    if (sums->surplus_open)
        sums_add(lines, ST_WARN,
                 arena_printf(lines->arena,
                              _("%s Left %s yuan: what becomes of it is not decided"),
                              frame_sign(frame, SIGN_WARN), money_text(lines->arena, left)));
}

/* While nobody has entered the fee, what it is likely to be. */
static void add_fee(SumLines *lines, const CaseSums *sums)
{
    Arena *arena = lines->arena;
    if (sums->known[LEDGER_FEE] || !sums->fee_estimate)
        return;
    sums_add(lines, ST_DIM,
             sums->launched
                 ? arena_printf(arena, _("Fee not entered; likely on %s: %s yuan"),
                                money_text(arena, sums->sums[LEDGER_RAISED]),
                                money_text(arena, sums->fee_estimate))
                 : arena_printf(arena, _("Fee to expect on the target of %s: %s yuan"),
                                money_text(arena, sums->target),
                                money_text(arena, sums->fee_estimate)));
}

int ledger_draw(Stage *stage, const CaseFile *file, Frame *frame, Rect rect)
{
    CaseSums sums;
    Err err = {0};
    SumLines lines;
    sums_begin(&lines);
    if (app_case_sums(stage_session(stage), file, &sums, &err)) {
        if (!case_sums_empty(&sums)) {
            add_raised(&lines, &sums, frame);
            add_paid(&lines, &sums, frame);
            add_differences(&lines, &sums, frame);
            add_surplus(&lines, &sums, frame);
        }
        add_fee(&lines, &sums);
    } else {
        sums_add(&lines, ST_WARN, err.text);
    }
    int taken = sums_draw(&lines, frame, rect);
    sums_end(&lines);
    return taken;
}
