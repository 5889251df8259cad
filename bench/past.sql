-- Years of tickets that are over: sessions, sittings, slots, tickets, entries, notices (bench/past.py).

INSERT INTO programs_session (program_id, planned_on, "on", starts_at, ends_at, place_text, state, reason, revision)
SELECT %(program)s, d, d, d + time '09:00', d + time '11:00', '', 'closed', '', 0
FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') AS days(d);

INSERT INTO queues_sitting (line_id, session_id, session_revision, starts_at, ends_at, place_text, next_number,
  revision, state, walk_in_released, last_call_was_priority, closed_at)
SELECT %(line)s, id, 0, starts_at, ends_at, '', 101, 300, 'closed', true, false, ends_at
FROM programs_session WHERE program_id = %(program)s AND planned_on BETWEEN %(first)s AND %(last)s;

INSERT INTO queues_slot (sitting_id, starts_at, ends_at, seats, held, booked, walked)
SELECT s.id, s.starts_at + n * interval '12 minutes', s.starts_at + (n + 1) * interval '12 minutes', 10, 0, 10, 0
FROM queues_sitting s, generate_series(0, 9) n WHERE s.line_id = %(line)s AND s.starts_at::date BETWEEN %(first)s AND %(last)s;

INSERT INTO queues_ticket (sitting_id, slot_id, letter, number, service_id, units, source, priority, "on", code, nonce,
  token_hash, phone_hash, is_revoked, state, due_at, taken_at, checked_in_at, called_at, serving_at, ended_at,
  counter_number, called_times, note)
SELECT s.sitting_id, s.id, 'A', row_number() OVER (PARTITION BY s.sitting_id), %(service)s, 1, 'online', 'none',
  s.starts_at::date, lpad(to_hex(s.id * 10 + n), 8, '0'), decode(md5((s.id * 10 + n)::text), 'hex'),
  sha256((s.id * 10 + n)::text::bytea), sha256(('p' || s.id * 10 + n)::bytea), false, 'served', s.starts_at,
  s.starts_at - interval '3 days', s.starts_at, s.starts_at, s.starts_at, s.ends_at, 1, 1, ''
FROM queues_slot s JOIN queues_sitting t ON t.id = s.sitting_id, generate_series(0, 9) n
WHERE t.line_id = %(line)s AND t.starts_at::date BETWEEN %(first)s AND %(last)s;

INSERT INTO audit_entry (at, verb, actor, office, subject_type, subject_id, facts, mac)
SELECT t.taken_at, 'queue.ticket_booked', '', 'kec-cikarang-utara', 'queues.ticket', t.id::text, '{"units": 1}', t.nonce
FROM queues_ticket t JOIN queues_sitting s ON s.id = t.sitting_id
WHERE s.line_id = %(line)s AND s.starts_at::date BETWEEN %(first)s AND %(last)s;

INSERT INTO notices_notice (kind, about_type, about_id, key, channel, recipient_hash, address_sealed, text_sealed,
  short_sealed, office, zone, is_awaited, is_narrow, state, tries, due_at, made_at, sent_at, why, called_by,
  is_settled)
SELECT 'queues.booked', 'queues.ticket', t.id::text, '', 'email', t.token_hash, '', '', '', 'kec-cikarang-utara',
  'Asia/Jakarta', true, false, 'sent', 1, t.taken_at, t.taken_at, t.taken_at, '', '', true
FROM queues_ticket t JOIN queues_sitting s ON s.id = t.sitting_id
WHERE s.line_id = %(line)s AND s.starts_at::date BETWEEN %(first)s AND %(last)s;
