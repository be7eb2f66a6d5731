-- Writes transfers into the books: all of them, or none and the reason. One round trip, whatever their number.
--
-- ledger_write takes any transfers, ledger_write_pair one of two entries on two accounts: the commonest, without lists.
-- Both claim and move by the same two functions, where the rules stand. They raise SQLSTATE LG001 (message: the refusal;
-- detail: what it is about), which undoes their whole statement. ledger_post and ledger_post_pair are the same for a
-- caller whose own transaction must go on: what was written is undone inside, at the price of a subtransaction.
--
-- They count on READ COMMITTED: each statement sees what others committed before it. Once released, this file stays as
-- it is; a later migration brings the next version.

-- Enter a transfer under its key. A second caller with the same key waits here for the first one's end.
-- Answers its id; the negative id of the transfer that has stood there before.
CREATE FUNCTION ledger_claim(
  who bigint, booked timestamptz, wish text, content text, sort text, words text, about text, happened timestamptz,
  expires timestamptz, ending bigint, exchanging boolean
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  id_of bigint; same boolean; closed timestamptz;
BEGIN
  INSERT INTO ledger_transfer (tenant_id, key, digest, kind, memo, reference, at, booked_at, expires_at, ends_id,
                               exchange)
    SELECT who, wish, content, sort, words, about, happened, booked, expires, ending, exchanging
    WHERE NOT EXISTS (SELECT FROM ledger_period p WHERE p.tenant_id = who AND p.ends_at > happened)
    ON CONFLICT DO NOTHING RETURNING id INTO id_of;
  IF id_of IS NOT NULL THEN RETURN id_of; END IF;
  -- Nothing was entered: the key is taken, the period closed, or another transfer has ended what this one would end.
  SELECT t.id, t.digest = content INTO id_of, same FROM ledger_transfer t WHERE t.tenant_id = who AND t.key = wish;
  IF same THEN RETURN -id_of; END IF;
  IF NOT same THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'key', DETAIL = wish; END IF;
  SELECT max(p.ends_at) INTO closed FROM ledger_period p WHERE p.tenant_id = who;
  IF happened < closed THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'closed', DETAIL = closed; END IF;
  RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'ended';
END $$;

-- Move a balance, only as far as it may go: so many entries, their sum, the lowest and the highest sum on the way.
-- Answers how the account's shard stood before, and the account's unit.
CREATE FUNCTION ledger_move(
  who bigint, account bigint, many bigint, total bigint, low bigint, high bigint, holding boolean, exchanging boolean,
  OUT slot int, OUT stood bigint, OUT had bigint, OUT kept_in text
) LANGUAGE plpgsql AS $$
DECLARE
  kept_for text; why text;
BEGIN
  UPDATE ledger_balance b SET balance = b.balance + total, entries = b.entries + many
    FROM ledger_account a
    WHERE a.id = account AND a.tenant_id = who
      AND b.account_id = account AND b.shard = pg_backend_pid() % a.shards
      AND b.balance + low >= b.floor AND b.balance + high <= b.ceiling
    RETURNING b.shard, b.balance - total, b.entries - many, a.unit, a.reserved INTO slot, stood, had, kept_in, kept_for;
  IF slot IS NULL THEN
    SELECT CASE WHEN b.floor = 0 AND b.balance + low < 0 OR b.ceiling = 0 AND b.balance + high > 0
           THEN 'funds' ELSE 'range' END INTO why
      FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
      WHERE a.id = account AND a.tenant_id = who LIMIT 1;
    RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = coalesce(why, 'account'), DETAIL = account;
  END IF;
  -- Waiting accounts are only moved by holds and what ends them, exchange accounts by exchanges.
  IF kept_for <> '' AND NOT (kept_for = 'held' AND holding OR kept_for = 'exchange' AND exchanging) THEN
    RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'reserved', DETAIL = account;
  END IF;
END $$;

-- One transfer with two entries: amount on one account, as much the other way on the other. Answers as ledger_claim.
CREATE FUNCTION ledger_write_pair(
  who bigint, booked timestamptz, wish text, content text, sort text, words text, about text, happened timestamptz,
  expires timestamptz, ending bigint, exchanging boolean, one bigint, other bigint, amount bigint
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  made bigint; a record; b record;
  holding boolean := expires IS NOT NULL OR ending IS NOT NULL;
BEGIN
  -- Many may write at once; who closes a period waits for them and keeps them out (1818518631: "ledg").
  PERFORM pg_advisory_xact_lock_shared(1818518631, who::int);
  made := ledger_claim(who, booked, wish, content, sort, words, about, happened, expires, ending, exchanging);
  IF made < 0 THEN RETURN made; END IF;
  -- In the order of accounts, so that nobody waits in a circle.
  IF one < other THEN
    a := ledger_move(who, one, 1, amount, least(amount, 0), greatest(amount, 0), holding, exchanging);
  END IF;
  b := ledger_move(who, other, 1, -amount, least(-amount, 0), greatest(-amount, 0), holding, exchanging);
  IF one > other THEN
    a := ledger_move(who, one, 1, amount, least(amount, 0), greatest(amount, 0), holding, exchanging);
  END IF;
  IF a.kept_in <> b.kept_in THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'units'; END IF;
  INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after) VALUES
    (made, one, a.slot, a.had + 1, amount, a.stood + amount),
    (made, other, b.slot, b.had + 1, -amount, b.stood - amount);
  RETURN made;
END $$;

-- Any transfers. batch: "booked", the moment of booking; "orders", an array of [key, digest, kind, memo, reference, at,
-- expires_at, ends, exchange]; and as texts of arrays, which are read fastest:
--   e_*: the entries in order: of which transfer (from 1), on which of the accounts below (from 1), the how manyth
--        there, the amount, and the sum of that account's entries so far;
--   m_*: each account once, by id: how many entries, their sum, and the lowest and highest sum on the way.
-- Answers as ledger_claim, for each transfer.
CREATE FUNCTION ledger_write(who bigint, batch jsonb) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  booked timestamptz := batch ->> 'booked';
  orders jsonb := batch -> 'orders';
  e_order int[] := batch ->> 'e_order';
  e_slot int[] := batch ->> 'e_slot';
  e_nth int[] := batch ->> 'e_nth';
  e_amount bigint[] := batch ->> 'e_amount';
  e_so_far bigint[] := batch ->> 'e_so_far';
  m_account bigint[] := batch ->> 'm_account';
  m_entries int[] := batch ->> 'm_entries';
  m_total bigint[] := batch ->> 'm_total';
  m_low bigint[] := batch ->> 'm_low';
  m_high bigint[] := batch ->> 'm_high';
  n int := jsonb_array_length(orders);
  o jsonb; made bigint[]; known int := 0; moved record; holding boolean; exchanging boolean;
  m_shard int[]; m_balance bigint[]; m_before bigint[]; m_unit text[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1818518631, who::int);
  FOR i IN 1..n LOOP
    o := orders -> (i - 1);
    made[i] := ledger_claim(who, booked, o ->> 0, o ->> 1, o ->> 2, o ->> 3, o ->> 4, (o ->> 5)::timestamptz,
                            (o ->> 6)::timestamptz, (o ->> 7)::bigint, (o ->> 8)::boolean);
    IF made[i] < 0 THEN known := known + 1; END IF;
  END LOOP;
  IF known = n THEN RETURN made; END IF;
  IF known > 0 THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'partly'; END IF;

  -- What is reserved moves one transfer at a time.
  holding := n = 1 AND ((o ->> 6) IS NOT NULL OR (o ->> 7) IS NOT NULL);
  exchanging := n = 1 AND (o ->> 8)::boolean;
  FOR i IN 1..cardinality(m_account) LOOP
    moved := ledger_move(who, m_account[i], m_entries[i], m_total[i], m_low[i], m_high[i], holding, exchanging);
    m_shard[i] := moved.slot; m_unit[i] := moved.kept_in; m_balance[i] := moved.stood; m_before[i] := moved.had;
  END LOOP;

  -- Units meet only in an exchange, and there each sums to zero.
  IF m_unit[1] <> ANY (m_unit) THEN
    PERFORM FROM (
      SELECT e_order[i] AS number, sum(e_amount[i]) AS total FROM generate_subscripts(e_order, 1) AS i
      GROUP BY e_order[i], m_unit[e_slot[i]]
    ) AS sums GROUP BY number HAVING bool_or(total <> 0) OR count(*) > 1 AND NOT exchanging;
    IF FOUND THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'units'; END IF;
  END IF;

  INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after)
    SELECT made[e_order[i]], m_account[e_slot[i]], m_shard[e_slot[i]], m_before[e_slot[i]] + e_nth[i], e_amount[i],
           m_balance[e_slot[i]] + e_so_far[i]
    FROM generate_subscripts(e_order, 1) AS i;
  RETURN made;
END $$;

-- The same two inside a transaction that must go on. They answer a refusal, and the keys stay free.
CREATE FUNCTION ledger_post_pair(
  who bigint, booked timestamptz, wish text, content text, sort text, words text, about text, happened timestamptz,
  expires timestamptz, ending bigint, exchanging boolean, one bigint, other bigint, amount bigint,
  OUT made bigint, OUT refusal text, OUT subject text
) LANGUAGE plpgsql AS $$
BEGIN
  made := ledger_write_pair(who, booked, wish, content, sort, words, about, happened, expires, ending, exchanging,
                            one, other, amount);
EXCEPTION
  WHEN SQLSTATE 'LG001' THEN
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, subject = PG_EXCEPTION_DETAIL;
  WHEN check_violation OR numeric_value_out_of_range THEN
    GET STACKED DIAGNOSTICS subject = CONSTRAINT_NAME;
    refusal := 'constraint';
END $$;

CREATE FUNCTION ledger_post(who bigint, batch jsonb, OUT made bigint[], OUT refusal text, OUT subject text)
LANGUAGE plpgsql AS $$
BEGIN
  made := ledger_write(who, batch);
EXCEPTION
  WHEN SQLSTATE 'LG001' THEN
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, subject = PG_EXCEPTION_DETAIL;
  WHEN check_violation OR numeric_value_out_of_range THEN
    GET STACKED DIAGNOSTICS subject = CONSTRAINT_NAME;
    refusal := 'constraint';
END $$;
