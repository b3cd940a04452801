-- Who vouched for another station last: whoever takes its card in has compared the ten characters themselves. All
-- who ever did are in the view, as the history tells; that a station is trusted no longer takes nobody out of it.
ALTER TABLE station ADD COLUMN vouched INTEGER REFERENCES user (id);

CREATE VIEW station_voucher (station_id, user_id, group_id) AS
SELECT r.row_id, g.user_id, min(g.id)
FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND g.verb = 'station_trust'
    AND r.tbl = 'station' AND g.user_id > 0
GROUP BY r.row_id, g.user_id;
