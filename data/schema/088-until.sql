-- Each time that somebody vouched for a station, and until which group: whoever trusts it again vouches for
-- themselves, and not for those who did before it was trusted no longer.
DROP VIEW station_voucher;
CREATE VIEW station_voucher (station_id, user_id, group_id, until) AS
WITH lost (station_id, group_id) AS MATERIALIZED (
    SELECT r.row_id, g.id
    FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
    WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND g.verb = 'station_distrust'
        AND r.tbl = 'station')
SELECT r.row_id, g.user_id, g.id, coalesce((
    SELECT min(l.group_id) FROM lost AS l WHERE l.station_id = r.row_id AND l.group_id > g.id), 9223372036854775807)
FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND g.verb = 'station_trust'
    AND r.tbl = 'station' AND g.user_id > 0;
