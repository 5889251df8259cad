-- The rows of one booking: slot, ticket, audit, notice; for pgbench (bench/rows.py puts in :slots).
\set place random(1, :places)
BEGIN;
UPDATE queues_slot SET booked = booked + 1 WHERE id = (ARRAY[:slots])[:place] AND booked + 1 + held <= seats;
INSERT INTO queues_ticket (sitting_id, slot_id, letter, number, service_id, units, source, priority, "on", code,
  nonce, token_hash, is_revoked, state, due_at, taken_at, called_times, note)
SELECT s.sitting_id, s.id, 'A', n, :service, 1, 'online', 'none', current_date, lpad(to_hex(n), 8, '0'),
  decode(md5(n::text), 'hex'), sha256(n::text::bytea), false, 'booked', s.starts_at, now(), 0, ''
FROM queues_slot s, nextval('bench_number') n WHERE s.id = (ARRAY[:slots])[:place];
INSERT INTO audit_entry (at, verb, actor, office, subject_type, subject_id, facts, mac)
VALUES (now(), 'bench.row', '', 'kec-cikarang-utara', 'queues.ticket', currval('bench_number')::text,
  '{"units": 1}', sha256(currval('bench_number')::text::bytea));
INSERT INTO notices_notice (kind, about_type, about_id, key, channel, recipient_hash, address_sealed, text_sealed,
  short_sealed, office, zone, is_awaited, is_narrow, state, tries, due_at, made_at, why, called_by, is_settled)
VALUES ('queues.booked', 'queues.ticket', currval('bench_number')::text, '', 'console',
  sha256(currval('bench_number')::text::bytea), repeat('a', 60), repeat('t', 700),
  repeat('s', 200), 'kec-cikarang-utara', 'Asia/Jakarta', true, false, 'pending', 0, now(), now(), '', '', true);
COMMIT;
