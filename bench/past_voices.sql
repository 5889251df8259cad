-- Cases of ten years at one office, nine in ten of them closed, and their voices (bench/past_voices.py).

INSERT INTO cases_case (office_id, kind, state, state_before, outcome, is_secret, is_narrow, about, came_by, code, nonce,
  token_hash, is_revoked, opened_at, next_due_at, closed_at)
SELECT %(office)s, (ARRAY['pengaduan', 'aspirasi', 'curhat', 'masukan'])[1 + n / 10 %% 4],
  CASE WHEN n %% 10 = 0 THEN (ARRAY['sent', 'verified', 'forwarded'])[1 + n / 10 %% 3] ELSE 'closed' END, '',
  CASE WHEN n %% 10 = 0 THEN '' ELSE 'solved' END, false, n / 10 %% 50 = 1,
  (%(slugs)s::text[])[1 + n / 10 * 7919 %% cardinality(%(slugs)s::text[])],
  (ARRAY['web', 'web', 'web', 'desk', 'paper'])[1 + n / 7 %% 5],
  translate(lpad(to_hex(n), 8, '0'), '0123456789abcdef', '23456789ABCDEFGH'),
  decode(md5(n::text), 'hex'), sha256(n::text::bytea), false,
  %(first)s + (%(now)s - %(first)s) * (n::float8 / %(until)s),
  CASE WHEN n %% 10 = 0 THEN %(now)s + (n %% 9000 - 1000) * interval '2 minutes' END,
  CASE WHEN n %% 10 = 0 THEN NULL ELSE %(first)s + (%(now)s - %(first)s) * (n::float8 / %(until)s) + interval '1 hour' END
FROM generate_series(1, %(until)s::bigint) n;

INSERT INTO voices_voice (case_id, naming, channel, topic_id, cause, text_sealed, masked_sealed, signs, may_quote, told_move)
SELECT id, 'tanpa_nama', came_by, (%(topics)s::bigint[])[array_position(%(slugs)s::text[], about::text)], 'unknown',
  %(text)s, %(text)s, '', false, 0 FROM cases_case
