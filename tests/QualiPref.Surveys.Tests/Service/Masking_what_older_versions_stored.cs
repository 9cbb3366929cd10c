using MongoDB.Driver;
using QualiPref.Surveys.Features.MaskingOlderAnswers;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

public sealed class Masking_what_older_versions_stored(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_masked_at_start_gets_its_note_and_keeps_its_version()
    {
        SurveyResponse[] held =
        [
            Stored.Unmasked("tel 06 12 34 56 78"), Stored.Unmasked(null, texts: new() { ["commentaire"] = "a@exemple.fr" }), Stored.Unmasked("J'ai attendu 45 minutes"),
            Stored.Unmasked(null, raw: """{"comment":"tel 06 12 34 56 78","sequence":1234567890}"""), Stored.Unmasked("   "),
        ];
        // More than one page of answers without words on the way.
        IEnumerable<SurveyResponse> silent = Enumerable.Range(0, 600).Select(_ => Stored.Answer());
        await using var host = await SurveysHost.StartOnAsync(engine, [.. held, .. silent], null);

        await EndedAsync(host, round: 2);

        var after = await Task.WhenAll(held.Select(one => host.Storage.Responses.Find(r => r.Id == one.Id).SingleAsync(Token)));
        Assert.Equal(["tel [téléphone masqué]", null, "J'ai attendu 45 minutes", null, "   "], after.Select(one => one.Comment));
        Assert.Equal(("[adresse masquée]", """{"comment":"tel [téléphone masqué]","sequence":1234567890}"""), (after[1].Texts!["commentaire"], after[3].Raw));
        Assert.Equal(["unread", "unread", "unread", null, null], after.Select(one => one.Note?.State));
        Assert.All(after, one => Assert.Equal((1, null), (one.Version, one.PendingSince)));
    }

    [Fact]
    public async Task It_goes_on_where_it_was_broken_off_and_goes_through_everything_once_more_an_hour_later()
    {
        var time = new ShiftedTime();
        SurveyResponse[] held = [Stored.Unmasked("a@exemple.fr"), Stored.Unmasked("b@exemple.fr")];
        await using var prefix = engine.NewPrefix();
        await using (var first = await SurveysHost.StartAsync(engine.ConnectionString, prefix.Value)) await EndedAsync(first, round: 2);
        await SurveysHost.HoldAsync(engine.ConnectionString, prefix.Value, held);
        time.Advance(TimeSpan.FromHours(2));

        // As if a process had died after the first answer of the second round.
        await using var host = await SurveysHost.StartAsync(engine.ConnectionString, prefix.Value, time);
        await EndedAsync(host, round: 3);

        var comments = await host.Storage.Responses.Find(r => r.Id == held[0].Id || r.Id == held[1].Id).Project(r => r.Comment).ToListAsync(Token);
        Assert.Equal(["[adresse masquée]", "[adresse masquée]"], comments);
    }

    [Fact]
    public async Task What_was_looked_at_already_is_not_looked_at_again()
    {
        // Two ids of one millisecond come in any order.
        SurveyResponse[] held = [.. new[] { Stored.Unmasked("a@exemple.fr"), Stored.Unmasked("b@exemple.fr") }.OrderBy(one => $"{one.Id}", StringComparer.Ordinal)];
        await using var prefix = engine.NewPrefix();
        await using (var first = await SurveysHost.StartAsync(engine.ConnectionString, prefix.Value)) await EndedAsync(first, round: 2);
        await SurveysHost.HoldAsync(engine.ConnectionString, prefix.Value, held,
            new MaskingProgress { Id = MaskingProgress.Texts, Rules = MaskingWorker.Rules, Round = 1, After = held[0].Id });
        await using var host = await SurveysHost.StartAsync(engine.ConnectionString, prefix.Value);
        await EndedAsync(host, round: 2);

        Assert.Equal([held[0].Comment, "[adresse masquée]"], await Task.WhenAll(held.Select(one => host.Storage.Responses.Find(r => r.Id == one.Id).Project(r => r.Comment).SingleAsync(Token))));
    }

    private static Task EndedAsync(SurveysHost host, int round) => Eventually.HoldsAsync($"round {round} is next",
        async _ => await host.Storage.Maskings.Find(one => one.Id == MaskingProgress.Texts && one.Round == round).AnyAsync(Token), cancellationToken: Token);
}
