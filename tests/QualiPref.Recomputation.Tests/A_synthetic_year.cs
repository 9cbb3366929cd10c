using QualiPref.Synthetic;
using QualiPref.Synthetic.Requests;

namespace QualiPref.Recomputation.Tests;

public sealed class A_synthetic_year
{
    private static readonly SyntheticYearOptions Options = new()
    {
        Seed = 7,
        Network = SyntheticNetwork.Essonne,
        Year = 2025,
        BatchedAnswers = 3000,
        SingleAnswers = 600,
        Complaints = 500,
        LastDay = new DateOnly(2026, 1, 31),
    };

    private static readonly IReadOnlyList<IReadOnlyList<SyntheticRequest>> Chains = SyntheticYear.Chains(Options);

    private static readonly IReadOnlyList<SyntheticRequest> Requests = [.. Chains.SelectMany(chain => chain)];

    private static readonly IReadOnlyList<PutAnswer> Puts = [.. Requests.OfType<PutAnswer>()];

    private static readonly IReadOnlyList<PostBatch> Batches = [.. Requests.OfType<PostBatch>()];

    private static readonly IReadOnlyList<AnswerRequest> Batched = [.. Batches.SelectMany(batch => batch.Items)];

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Is_the_same_for_the_same_seed_and_another_for_another()
    {
        var ids = Batched.Select(answer => answer.Id).ToArray();
        Assert.Equal(ids, SyntheticYear.Chains(Options).SelectMany(chain => chain).OfType<PostBatch>().SelectMany(batch => batch.Items).Select(answer => answer.Id));
        Assert.Empty(ids.Intersect(SyntheticYear.Chains(Options with { Seed = 8 }).SelectMany(chain => chain).OfType<PostBatch>().SelectMany(batch => batch.Items).Select(answer => answer.Id)));
    }

    [Fact]
    public void Has_as_many_answers_and_cases_as_asked()
    {
        Assert.Equal(3600, Batched.Select(answer => answer.Id!.Value).Concat(Puts.Select(put => put.Id)).Distinct().Count());
        Assert.Equal(600, Puts.Where(put => put.Kiosk is null).Select(put => put.Id).Distinct().Count());
        Assert.Equal(500, Requests.OfType<FileCase>().Select(filed => filed.Filing.Id).Distinct().Count());
        Assert.True(Batched.Count > Batched.Select(answer => answer.Id).Distinct().Count(), "some answers must be sent twice");
        Assert.All(Requests.OfType<PostBatch>(), batch => Assert.InRange(batch.Items.Count, 1, 500));
    }

    [Fact]
    public void Sends_the_same_content_under_the_same_id()
    {
        foreach (var answers in Batched.GroupBy(answer => answer.Id))
            Assert.Single(answers.Select(answer => (answer.Answers, answer.AnsweredAt, answer.Clock, answer.Sequence)).Distinct());
    }

    [Fact]
    public void Numbers_the_answers_of_each_kiosk_without_gaps()
    {
        var numbered = Batches.SelectMany(batch => batch.Items.Select(answer => (batch.Kiosk, answer.Sequence)))
            .Concat(Puts.Select(put => (put.Kiosk, put.Answer.Sequence)));
        foreach (var kiosk in numbered.Where(answer => answer.Kiosk is not null).GroupBy(answer => answer.Kiosk))
        {
            var sequences = kiosk.Select(answer => answer.Sequence!.Value).Distinct().Order().ToArray();
            Assert.Equal(Enumerable.Range(1, sequences.Length).Select(at => (long)at), sequences);
        }
    }

    [Fact]
    public void Has_answers_whose_date_is_another_in_UTC()
    {
        var dates = Requests.OfType<PutAnswer>().Select(put => (Local: LegalDate.Of(put.Answer.AnsweredAt), Utc: DateOnly.FromDateTime(put.Answer.AnsweredAt.UtcDateTime))).ToArray();
        Assert.Contains((new DateOnly(2025, 1, 1), new DateOnly(2024, 12, 31)), dates);
        Assert.Contains(dates, date => date.Local == new DateOnly(2025, 3, 30) && date.Utc != date.Local);
        Assert.Contains(dates, date => date.Local == new DateOnly(2025, 10, 26));
        Assert.Contains(dates, date => date.Local == new DateOnly(2026, 1, 1));
        Assert.Contains(dates, date => date.Local.Month != date.Utc.Month && date.Local.Year == date.Utc.Year);
    }

    [Fact]
    public void Stays_clear_of_midnight_so_that_no_clock_correction_moves_a_date()
    {
        var all = Batches.Where(batch => batch.RestartedAs is null).SelectMany(batch => batch.Items.Select(answer => Corrected(answer, batch.Clock)))
            .Concat(Puts.Select(put => Corrected(put.Answer, put.Clock)));
        Assert.All(all, at => Assert.Equal(LegalDate.Of(at.AddMinutes(-4)), LegalDate.Of(at.AddMinutes(4))));
    }

    [Fact]
    public void Has_kiosks_whose_clocks_are_wrong_and_comes_back_to_the_year_when_they_are_corrected()
    {
        var dated = Batches.Where(batch => batch is { Kiosk: not null, RestartedAs: null }).SelectMany(batch => batch.Items.Select(answer => (batch, answer))).ToArray();
        Assert.All(dated, one => Assert.Equal(2025, LegalDate.Of(Corrected(one.answer, one.batch.Clock)).Year));
        foreach (var trouble in Enum.GetValues<KioskTrouble>())
            Assert.Contains(dated, one => one.batch.Kiosk!.Trouble == trouble);
        Assert.Contains(dated, one => one.answer is { Clock: not null, AnsweredAt.Year: 1970 });
        Assert.Contains(dated, one => one.answer.AnsweredAt - Corrected(one.answer, one.batch.Clock) == TimeSpan.FromDays(2));
        Assert.Contains(dated, one => one.batch.Kiosk!.Trouble == KioskTrouble.Drifts && one.answer.AnsweredAt != Corrected(one.answer, one.batch.Clock));
    }

    [Fact]
    public void Has_a_kiosk_that_slept_and_whose_elapsed_time_alone_would_date_everything_later()
    {
        var slept = Batches.Where(batch => batch.Kiosk is { Trouble: KioskTrouble.Sleeps }).SelectMany(batch => batch.Items.Select(answer => (batch.Clock, answer))).ToArray();
        Assert.NotEmpty(slept);
        Assert.All(slept, one =>
        {
            var latest = Now.AddMilliseconds(one.answer.Clock!.ElapsedMs - one.Clock.Elapsed(Now)!.ElapsedMs);
            Assert.NotEqual(LegalDate.Of(one.answer.AnsweredAt), LegalDate.Of(latest));
            Assert.True(latest > one.answer.AnsweredAt);
        });
    }

    [Fact]
    public void Has_answers_that_nobody_can_date_and_that_come_out_in_the_future()
    {
        var lost = Batches.Where(batch => batch.RestartedAs is not null).SelectMany(batch => batch.Items.Select(answer => Corrected(answer, batch.Clock.Restarted(Now, batch.RestartedAs!.Value)))).ToArray();
        Assert.NotEmpty(lost);
        Assert.All(lost, at => Assert.True(at > Now.AddMinutes(30)));
    }

    [Fact]
    public void Gives_the_kiosks_that_were_offline_last()
    {
        var last = Chains.SkipWhile(chain => chain[0] is not PostBatch { Kiosk.Trouble: KioskTrouble.Offline }).ToArray();
        Assert.NotEmpty(last);
        Assert.All(last, chain => Assert.All(chain, request => Assert.Equal(KioskTrouble.Offline, Assert.IsType<PostBatch>(request).Kiosk!.Trouble)));
    }

    [Fact]
    public void Speaks_five_languages_on_every_channel()
    {
        var answers = Batched.Concat(Puts.Select(put => put.Answer)).ToArray();
        Assert.Equal(["ar", "en", "es", "fr", "pt"], answers.Select(answer => answer.Language).Distinct().Order());
        Assert.Equal(["kiosk", "paper", "web"], answers.Select(answer => answer.Channel).Distinct().Order());
        Assert.Contains(Puts, put => put.IsPublic);
        Assert.Contains(Requests.OfType<FileCase>(), filed => filed.IsPublic);
    }

    /// <summary>What a first sync at <see cref="Now"/> makes of it: no clock is set in between, so the wall clock's offset is right.</summary>
    private static DateTimeOffset Corrected(AnswerRequest answer, DeviceClock clock) => answer.AnsweredAt + (Now - clock.Read(Now));

    [Fact]
    public void Makes_every_transition_and_uses_every_channel_kind_and_motive()
    {
        string[] transitions =
        [
            "acknowledge", "answer", "assign", "close", "correct", "hold", "merge", "qualify", "reject", "reopen", "request-information", "resume", "transfer", "unmerge",
        ];
        Assert.Equal(transitions, Requests.OfType<MoveCase>().Select(move => move.Transition).Distinct().Order(StringComparer.Ordinal));
        var filings = Requests.OfType<FileCase>().Select(filed => filed.Filing).ToArray();
        Assert.Equal(7, filings.Select(filing => filing.Channel).Distinct().Count());
        Assert.Equal(3, filings.Select(filing => filing.Kind).Distinct().Count());
        Assert.Equal(18, filings.Select(filing => filing.Motive).OfType<string>().Distinct().Count());
        Assert.Contains(filings, filing => filing.Contact is null);
        Assert.Equal(["accept", "discard", "void"], Requests.OfType<DecideAnswer>().Select(decision => decision.Decision).Distinct().Order());
    }

    [Fact]
    public void Moves_cases_only_as_the_contract_allows()
    {
        foreach (var chain in Chains)
        {
            var cases = new Dictionary<Guid, ContractState>();
            foreach (var request in chain)
            {
                if (request is FileCase { Filing: var filing })
                    cases.TryAdd(filing.Id, new ContractState(filing));
                else if (request is MoveCase move)
                    cases[move.Id].Move(move, Options.LastDay);
            }
        }
    }

    /// <summary>The table of transitions of the contract, as far as it forbids anything.</summary>
    private sealed class ContractState(FilingRequest filing)
    {
        private string _state = "open";
        private DateOnly _receivedOn = filing.ReceivedOn ?? DateOnly.MaxValue;

        public void Move(MoveCase move, DateOnly lastDay)
        {
            Assert.InRange(move.Body.OccurredOn!.Value, _receivedOn, lastDay);
            var (allowed, next) = (move.Transition, move.Body.Outcome) switch
            {
                ("acknowledge" or "qualify" or "assign" or "hold", _) => (["open"], "open"),
                ("request-information", _) => (["open"], "waiting"),
                ("resume", _) => (["waiting"], "open"),
                ("answer", _) => (["open", "waiting"], "answered"),
                ("close", "outOfScope" or "noReplyPossible") => (["open", "waiting", "answered"], "closed"),
                ("close", _) => (["answered"], "closed"),
                ("reopen", _) => (["answered", "closed"], "open"),
                ("transfer" or "reject", _) => (["open"], "ended"),
                ("merge", _) => (["open"], "merged"),
                ("unmerge", _) => (["merged"], "open"),
                ("correct", _) => ((string[])[_state], _state),
                _ => throw new InvalidOperationException(move.Transition),
            };
            Assert.Contains(_state, allowed);
            Assert.False(move.Transition == "answer" && filing.Contact is null, "an anonymous slip cannot be answered");
            Assert.NotEqual(move.Id, move.Body.Into);
            _state = next;
            _receivedOn = move.Body.ReceivedOn ?? _receivedOn;
        }
    }
}
