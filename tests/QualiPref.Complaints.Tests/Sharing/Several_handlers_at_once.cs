using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Sharing;

/// <summary>
/// Handlers who do at random whatever pages let them do, all at once and on the same few cases: steps, letters, what is taken back, drafts. Ten thousand actions in the long run,
/// four hundred else.
/// </summary>
[Sampled]
public sealed class Several_handlers_at_once(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    private const int Handlers = 4, Cases = 6;

    private static readonly (string Step, object Body)[] Steps =
    [
        ("acknowledge", new { }), ("qualify", new { motive = "attente" }), ("qualify", new { motive = "delai", founded = true }), ("assign", new { assignee = "0199f000-5e7d-7000-8000-000000000003" }),
        ("set-aside", new { until = "2026-07-10", note = "Essai" }), ("take-up", new { }), ("request-information", new { text = "Quel jour ?" }), ("resume", new { }), ("answer", new { subject = "Votre attente", body = "Voici." }), ("answer", new { subject = "Encore", body = "Autre." }),
        ("close", new { outcome = "founded" }), ("close", new { outcome = "noReplyPossible" }), ("reopen", new { reason = "Essai" }), ("reopen", new { reason = "Encore" }),
        ("transfer", new { to = "Mairie d'essai", reason = "Essai" }), ("reject", new { reason = "Essai" }), ("correct", new { channel = "email", reason = "Essai" }), ("correct", new { kind = "thanks", reason = "Essai" }),
        ("correct", new { kind = "complaint", reason = "Essai" }), ("correct", new { site = "91-ETAMPES", reason = "Essai" }),
    ];

    // What was acknowledged: the steps by case and version, and the draft that stands by case, handler and step.
    private readonly ConcurrentDictionary<(string Case, int Version), string> _steps = new();
    private readonly ConcurrentDictionary<(string Case, string Handler, string Step), string> _drafts = new();
    private int _refused;

    private RunningComplaints Service => shared.Service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Actions => Effort.IsLong ? 10_000 : 400;

    [Fact]
    public async Task Lose_no_step_and_no_draft_and_leave_histories_that_lead_to_where_the_cases_are()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {Effort.Seed}");
        var ids = new List<string>();
        for (var number = 0; number < Cases; number++) ids.Add((await Service.Handler.FiledAsync(("contact", new JsonObject { ["name"] = "Personne d'essai", ["postalAddress"] = "1 rue de l'Essai\n91000 Évry" }))).Id);
        var before = await DocumentsAsync(ids);

        await Task.WhenAll(Enumerable.Range(0, Handlers).Select(number => WorkAsync($"Agent {number + 1}", ids, new Random(Effort.Seed + number))));

        // Otherwise nobody met anybody.
        Assert.InRange(_refused, 1, Actions);
        foreach (var (id, after) in await DocumentsAsync(ids))
        {
            HoldSteps(id, after);
            HoldHistory(before[id].State, after);
            HoldDrafts(id, after);
            var told = await Service.Told.VersionAsync(id, (int)after.Version);
            Assert.Equal((after.State.Site, after.State.Kind, after.State.Channel, CaseNames.Of(after.State.Verdict)), (told.Site, told.Kind, told.Channel, told.Verdict));
        }
    }

    private async Task WorkAsync(string name, List<string> ids, Random random)
    {
        using var handler = Service.With(ServiceHost.TokenOf(["handler"], ["*"], name));
        for (var action = 0; action < Actions / Handlers; action++)
        {
            var id = ids[random.Next(ids.Count)];
            var (step, body) = Steps[random.Next(Steps.Length)];
            switch (random.Next(10))
            {
                case < 6:
                    await StepAsync(handler, name, id, step, body);
                    break;
                case < 8:
                    await DraftAsync(handler, name, id, step, random.Next(5) == 0 ? "" : $"{name}, {action}");
                    break;
                default:
                    await TakeBackAsync(handler, id);
                    break;
            }
        }
    }

    private async Task StepAsync(HttpClient handler, string name, string id, string step, object body)
    {
        var known = await handler.KnownAsync(id);
        if (!await TakeAsync(handler, known, step, step, body)) return;
        _drafts.TryRemove((id, name, step), out _);
    }

    private async Task TakeBackAsync(HttpClient handler, string id)
    {
        var known = await handler.KnownAsync(id);
        if (known.Body.List("letters").LastOrDefault() is not { } letter) return;
        await TakeAsync(handler, known, "take-back", $"letters/{letter.Text("id")}/take-back", new { });
    }

    private async Task<bool> TakeAsync(HttpClient handler, Known known, string step, string call, object body)
    {
        using var reply = await handler.TryAsync(known, call, body);
        if (reply.StatusCode != HttpStatusCode.OK)
        {
            Assert.True(reply.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{step}: {(int)reply.StatusCode}");
            if (reply.StatusCode == HttpStatusCode.PreconditionFailed) Interlocked.Increment(ref _refused);
            return false;
        }
        // Two who were told that the same version is theirs have lost a step. A letter taken back whose step is not the last leaves the version.
        var read = await reply.ReadAsync();
        if (read["version"]!.GetValue<int>() is var version && $"\"{version}\"" != known.ETag) Assert.True(_steps.TryAdd((known.Id, version), step), $"{known.Id} {version}");
        return true;
    }

    private async Task DraftAsync(HttpClient handler, string name, string id, string step, string text)
    {
        using var kept = await handler.PutAsJsonAsync($"complaints/{id}/drafts/{step}", new { fields = new[] { new { name = "body", text } } }, Token);
        if (kept.StatusCode == HttpStatusCode.Conflict)
        {
            // All of them together have more drafts than a case keeps; one that it has is always replaced.
            Assert.Equal("QP-COMPLAINTS-019", (await kept.ReadAsync()).Text("code"));
            Assert.False(_drafts.ContainsKey((id, name, step)));
            return;
        }
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        if (text.Length > 0) _drafts[(id, name, step)] = text;
        else _drafts.TryRemove((id, name, step), out _);
    }

    private async Task<Dictionary<string, CaseDocument>> DocumentsAsync(IEnumerable<string> ids)
    {
        var wanted = ids.Select(Guid.Parse).ToList();
        return (await Service.Storage.Cases.Find(Builders<CaseDocument>.Filter.In(one => one.Id, wanted)).ToListAsync(Token)).ToDictionary(one => one.Id.ToString());
    }

    private void HoldSteps(string id, CaseDocument after)
    {
        Assert.Equal(Enumerable.Range(1, (int)after.Version).Select(number => (long)number), after.History.Select(entry => entry.Version));
        Assert.Equal(
            _steps.Where(one => one.Key.Case == id).OrderBy(one => one.Key.Version).Select(one => $"{one.Key.Version} {one.Value}"),
            after.History.Skip(1).Select(entry => $"{entry.Version} {entry.Transition}"));
    }

    // Every change begins at what the one before it left; all of them together lead from the filing to what stands now.
    private static void HoldHistory(ComplaintCase filed, CaseDocument after)
    {
        var (stands, status) = (new Dictionary<string, (string? From, string? To)>(), filed.Status);
        foreach (var entry in after.History.Skip(1))
        {
            Assert.Equal(status, entry.From);
            status = entry.To;
            foreach (var change in entry.Changes)
            {
                if (stands.TryGetValue(change.Field, out var known)) Assert.Equal(known.To, change.From);
                stands[change.Field] = (stands.TryGetValue(change.Field, out known) ? known.From : change.From, change.To);
            }
        }
        Assert.Equal(after.State.Status, status);
        Assert.Equal(
            CaseChanges.Between(filed, after.State).Select(change => $"{change.Field}: {change.From} → {change.To}").Order(StringComparer.Ordinal),
            stands.Where(one => one.Value.From != one.Value.To).Select(one => $"{one.Key}: {one.Value.From} → {one.Value.To}").Order(StringComparer.Ordinal));
    }

    private void HoldDrafts(string id, CaseDocument after) => Assert.Equal(
        _drafts.Where(one => one.Key.Case == id).Select(one => $"{one.Key.Handler} {one.Key.Step}: {one.Value}").Order(StringComparer.Ordinal),
        after.Drafts.Select(draft => $"{draft.By} {draft.Step}: {draft.Fields.Single().Text}").Order(StringComparer.Ordinal));
}
