/* For figures.c only: the statement of each figure. All have the same parameters: ?1 and ?2 the
 * instants between which the period lies, ?3 and ?4 its first and last day, ?5 the person whose
 * cases alone count, or 0. */
#ifndef ANJUAN_DESK_FIGURES_SQL_H
#define ANJUAN_DESK_FIGURES_SQL_H

/* clang-format off */
#define OF " AND (?5 = 0 OR c.keeper = ?5)"
#define ENTERED " WHERE c.created_at >= ?1 AND c.created_at < ?2" OF

/* What an approval keeps is told as it was approved, until an amendment has taken its place. */
#define IN_FORCE(key)                                                                          \
    "CASE WHEN c.amendment IS NULL THEN c." key " ELSE (SELECT json_extract(a.snapshot,"       \
    " '$.case." key "') FROM approval AS a WHERE a.case_id = c.id AND a.active = 1) END"

/* A row a key: the cases entered in the period. */
#define BY_OF(key, which)                                                                      \
    "SELECT " key ", count(*) FROM case_file AS c" ENTERED which " GROUP BY 1"
#define BY(key) BY_OF(key, "")
#define OR_STOPPED " OR EXISTS (SELECT 1 FROM stop AS s WHERE s.case_id = c.id)"
#define OR_REFUSED                                                                             \
    " OR EXISTS (SELECT 1 FROM batch_case AS k WHERE k.case_id = c.id AND k.outcome = 'refused')"

#define OUTCOME                                                                                \
    BY("CASE c.life WHEN 'prepared' THEN c.status WHEN 'sent' THEN"                            \
       " CASE " LIFE_FILE " WHEN 0 THEN 'sent' WHEN 1 THEN 'written' ELSE 'exported' END"      \
       " ELSE c.life END")

/* One row of counts each, the whole first; a case that was stopped counts whatever was decided. */
#define RISK_OF(key, which) "SELECT '" key "', count(*) FROM case_file AS c" ENTERED which
#define STOPPED_BY(which)                                                                      \
    " AND EXISTS (SELECT 1 FROM stop AS s WHERE s.case_id = c.id" which ")"
#define RISK                                                                                   \
    RISK_OF("entered", "")                                                                     \
    " UNION ALL " RISK_OF("suspected", STOPPED_BY(" AND s.reason = 'fraud'"))                  \
    " UNION ALL " RISK_OF("stopped", STOPPED_BY(""))                                           \
    " UNION ALL " RISK_OF("rejected", " AND c.status = 'rejected'")
#define STOPPED                                                                                \
    "SELECT s.reason, count(*), c.id FROM stop AS s CROSS JOIN case_file AS c"                 \
    " ON c.id = s.case_id WHERE s.at >= ?1 AND s.at < ?2" OF " GROUP BY 1, 3"

/* A row a reason and case: how often it was given, by a supervisor and by the platform. */
#define DECIDED(verb)                                                                          \
    "SELECT coalesce(r.reason, ''), count(*), c.id FROM review AS r"                           \
    " CROSS JOIN case_file AS c ON c.id = r.case_id"                                           \
    " WHERE r.verb = '" verb "' AND r.at >= ?1 AND r.at < ?2" OF " GROUP BY 1, 3"
#define REFUSED                                                                                \
    "SELECT coalesce(k.reason, ''), count(*), c.id FROM batch_case AS k"                       \
    " CROSS JOIN case_file AS c ON c.id = k.case_id WHERE k.outcome = 'refused'"               \
    " AND k.answered_at >= ?1 AND k.answered_at < ?2" OF " GROUP BY 1, 3"

/* A row a case, key after key. Civil days on both sides: what was entered in the evening and
 * approved the next morning took one day, wherever the clock of the store stands. A day that was
 * typed may lie after what came of it: that took none. */
#define LOCAL_DAY(at) "julianday(date(" at ", 'localtime'))"
#define DAYS(from, to) "max(0, CAST(" to " - " from " AS INTEGER))"
#define TO_APPROVAL                                                                            \
    "SELECT 'approval', " DAYS(LOCAL_DAY("c.created_at"), LOCAL_DAY("a.at"))                   \
    " FROM (SELECT case_id, min(at) AS at FROM approval GROUP BY case_id) AS a"                \
    " CROSS JOIN case_file AS c ON c.id = a.case_id WHERE a.at >= ?1 AND a.at < ?2" OF
#define TO_REPLY                                                                               \
    "SELECT 'reply', "                                                                         \
    DAYS("julianday(coalesce(b.uploaded_on, b.on_day))", LOCAL_DAY("k.answered_at"))           \
    " FROM batch_case AS k CROSS JOIN batch AS b ON b.id = k.batch_id"                         \
    " CROSS JOIN case_file AS c ON c.id = k.case_id"                                           \
    " WHERE k.answered_at >= ?1 AND k.answered_at < ?2" OF
#define TO_RECEIPT                                                                             \
    "SELECT 'receipt', " DAYS(LOCAL_DAY("c.created_at"), "julianday(m.day)")                   \
    " FROM (SELECT case_id, max(\"on\") AS day FROM money WHERE kind = 'spent'"                \
    " GROUP BY case_id) AS m CROSS JOIN case_file AS c ON c.id = m.case_id"                    \
    " WHERE m.day >= ?3 AND m.day <= ?4" OF
#define TOOK TO_APPROVAL " UNION ALL " TO_REPLY " UNION ALL " TO_RECEIPT " ORDER BY 1"

/* A row a case and kind, case after case. For a balance, an entry without a day has been there
 * before any day. */
#define LEDGER(days)                                                                           \
    "SELECT coalesce(m.kind, ''), sum(m.amount_fen), m.case_id, c.no FROM money AS m"          \
    " CROSS JOIN case_file AS c ON c.id = m.case_id WHERE m.amount_fen > 0 AND " days OF       \
    " GROUP BY m.case_id, m.kind ORDER BY m.case_id"
#define MONEY LEDGER("m.\"on\" >= ?3 AND m.\"on\" <= ?4")
#define BALANCE LEDGER("coalesce(m.\"on\", '') <= ?4")

/* A row a case and sum. */
#define SHOWN_AS(key, column)                                                                  \
    "SELECT '" key "', f." column " FROM case_file AS c"                                       \
    " CROSS JOIN funding AS f ON f.case_id = c.id" ENTERED " AND f." column " > 0"             \
    " AND NOT EXISTS (SELECT 1 FROM money AS m WHERE m.case_id = c.id)"
#define SHOWN                                                                                  \
    SHOWN_AS("raised", "raised_fen") " UNION ALL " SHOWN_AS("used", "used_fen")                \
    " UNION ALL " SHOWN_AS("unspent", "unspent_fen")                                           \
    " UNION ALL " SHOWN_AS("returned", "returned_fen")
/* clang-format on */

#endif
