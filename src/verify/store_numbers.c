/* The numbers by which this machine finds people and cases: no hash holds them, since another
 * store has others, and their seal is keyed by what everybody can read. So each is held against
 * the uid that is hashed, and who may not decide a case is derived anew from the groups. */
#include "config.h"

#include "base/attr.h"
#include "base/i18n.h"
#include "verify/store_inner.h"

/* Each gives the events at fault. */
static const struct {
    const char *ask, *fault;
} numbers[] = {
    {"SELECT g.id FROM journal_group AS g LEFT JOIN journal_who AS w ON w.id = g.who"
     " LEFT JOIN user AS u ON u.id = g.user_id"
     " WHERE (w.uid IS NOT NULL OR g.user_id > 0) AND u.uid IS NOT w.uid ORDER BY g.id",
     N_("its number of a user is that of somebody else")},
    {"SELECT g.id FROM journal_group AS g LEFT JOIN case_file AS n ON n.id = g.case_id"
     " LEFT JOIN case_file AS c ON c.uid = g.case_uid"
     " WHERE n.id IS NOT c.id ORDER BY g.id",
     N_("its number of a case is that of another one")},
    {"SELECT f.first FROM (SELECT case_id, user_id, min(id) AS first FROM journal_group"
     " WHERE content = 1 AND case_id > 0 AND user_id > 0 GROUP BY case_id, user_id) AS f"
     " WHERE NOT EXISTS (SELECT 1 FROM case_touch AS t WHERE t.case_id = f.case_id"
     " AND t.user_id = f.user_id AND t.first_group <= f.first) ORDER BY f.first",
     N_("its person changed the case, but is not among those who may not decide it")},
    {"SELECT t.first_group FROM case_touch AS t WHERE NOT EXISTS (SELECT 1"
     " FROM journal_group AS g WHERE g.id = t.first_group AND g.case_id = t.case_id"
     " AND g.user_id = t.user_id AND (g.content = 1 OR EXISTS (SELECT 1"
     " FROM journal_change AS c JOIN journal_shape AS s ON s.id = c.shape"
     " WHERE c.group_id = g.id AND s.tbl IN ('aid', 'document', 'verification', 'consent',"
     " 'tranche')))) ORDER BY t.first_group",
     N_("somebody may not decide the case because of it who did not change the case")},
};

bool reading_numbers(Reading *r, Err *err)
{
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        sqlite3_stmt *stmt = reading_ask(r, numbers[i].ask, err);
        if (!stmt)
            return false;
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            long long event = sqlite3_column_int64(stmt, 0);
            report_fault(r->report, event, _("Event %lld: %s"), event, _(numbers[i].fault));
        }
        if (!reading_end(r, stmt, err))
            return false;
    }
    return true;
}
