using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using QualiPref.Contracts.Tests;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>
/// Every call and page of the list of accesses by everybody, with valid requests, through the portal to the services: a success exactly where the metadata
/// say so, and nothing written by whoever is refused, nor at a site that a call was not about. Of the refusals and of the pages a ninth by default, all in the long run. What it sends is in no recount: it comes last of its system.
/// </summary>
[Sampled, Collection(Distributed.Name)]
public sealed class Every_call(DistributedSystem system)
{
    private const string Answers = $"surveys.responses {Person.Foreign}", Facts = $"indicators.facts {Person.Foreign}";

    private static readonly string[] Elsewhere = ["91-PALAISEAU", "47-AGEN", "lot-et-garonne", Person.Foreign];

    private readonly ConcurrentQueue<string> _wrong = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Succeeds_for_whom_the_metadata_name_and_for_nobody_else()
    {
        using var calls = new ValidCalls(system);
        var endpoints = await MappedEndpoints.AllAsync();
        var grants = MappedEndpoints.GrantsOf(endpoints);
        await calls.PrepareAsync();
        await using var admission = await Admission.OpenAsync(system);
        var others = await OthersAsync();
        var persons = await Person.OfEveryKindAsync(admission);
        IReadOnlyList<Person> people = [.. others, .. persons];
        var ofCalls = grants.Where(one => !one.Call.StartsWith("page ", StringComparison.Ordinal)).ToList();
        Assert.Equal(ofCalls.Select(one => (one.Call, one.Grant.When)).Order(), calls.All.Keys.Order());
        var tries = (from one in ofCalls
                     from person in people
                     let call = calls.All[(one.Call, one.Grant.When)]
                     select new Try(one.Call, one.Grant, call, person)).ToLookup(one => one.IsAllowed && (one.IsOfItsSite || one.Person.Role == Roles.Kiosk));

        var pages = new ValidPages(system, calls);
        await pages.PrepareAsync(endpoints);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = system.Http.BaseAddress };
        var visitors = await Visitor.OfEveryKindAsync(browser, admission.Sessions, persons, others, Token);
        var visits = new PageVisits(browser, visitors, grants, _wrong, Token);

        using var records = new StoredRecords(system.Parts.Engine.ConnectionString);
        var refused = Drawn.From(tries[false]);
        var made = await MadeAsync(refused);
        var before = await records.StillAsync();
        await RefusedAsync(refused, made);
        await visits.SendRefusedAsync(pages.Forms);
        await visits.OpenAsync(pages.Opened);
        var after = await records.HashAsync();
        Assert.Multiple(WasAsTheMetadataSay, () => Assert.Equal(before, after));

        var elsewhere = await records.CountAsync(Elsewhere);
        await SucceedAsync(tries[true]);
        await visits.SendAsync(pages.Forms);
        WasAsTheMetadataSay();
        // What the kiosk of another site sends for this one is kept at its own, and counted there.
        var setAside = tries[true].Count(one => one.Grant.Site == SiteRule.EachItem && !one.IsOfItsSite);
        foreach (var count in (string[])[Answers, Facts]) elsewhere[count] += setAside;
        await Eventually.HoldsAsync("what was set aside has arrived", async _ => (await records.CountAsync(Person.Foreign))[Facts] >= elsewhere[Facts], cancellationToken: Token);
        Assert.Equal(elsewhere, await records.CountAsync(Elsewhere));
        await records.AreWhereTheyAreLookedForAsync();
        TestContext.Current.SendDiagnosticMessage("{0} calls by {1} kinds of callers, {2} pages and forms by {3}", tries.Sum(one => one.Count()), people.Count, visits.Count, visitors.Count);
    }

    private void WasAsTheMetadataSay() => Assert.True(_wrong.IsEmpty, $"{_wrong.Count} tries:\n{string.Join('\n', _wrong.Order())}");

    // One request of each call does for all who are refused: it stays valid as long as nothing is written.
    private static async Task<Dictionary<ValidCall, ValidRequest>> MadeAsync(IEnumerable<Try> tries)
    {
        var made = new Dictionary<ValidCall, ValidRequest>();
        foreach (var call in tries.Select(one => one.Call).Distinct()) made.Add(call, await call.MakeAsync());
        return made;
    }

    private Task RefusedAsync(IEnumerable<Try> tries, Dictionary<ValidCall, ValidRequest> made) =>
        Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (one, _) =>
        {
            var (status, text) = await SendAsync(made[one.Call], one.Person);
            // An item is refused inside of an answer; a site in a body may be named as one of its faults.
            var isRefused = one.IsAllowed ? status == 200 && ResultsIn(text) is ["invalid"] : status is 401 or 403 || (status == 422 && one.IsOnlyElsewhere);
            if (!isRefused) _wrong.Enqueue($"{one} was not refused: {status} {Short(text)}");
        });

    private Task SucceedAsync(IEnumerable<Try> tries) =>
        Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (one, _) =>
        {
            var made = await one.Call.MakeAsync();
            var (status, text) = await SendAsync(made, one.Person);
            var isDone = made.IsDone(status) && (one.Grant.Site != SiteRule.EachItem || ResultsIn(text).All(result => one.IsOfItsSite ? result != "invalid" : result == "setAside"));
            if (!isDone) _wrong.Enqueue($"{one} did not succeed: {status} {Short(text)}");
        });

    private async Task<(int Status, string Text)> SendAsync(ValidRequest made, Person person)
    {
        using var request = new HttpRequestMessage(made.Method, made.Path);
        if (made.Proof is not null) request.Headers.TryAddWithoutValidation("Filing-Proof", made.Proof);
        if (made.IfMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", made.IfMatch);
        if (made.Key is not null) request.Headers.Add("Idempotency-Key", made.Key);
        if (made.Body is not null)
        {
            request.Content = new ByteArrayContent(made.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(made.Type);
        }
        var token = person.FreshTokenAsync is { } fresh ? await fresh() : person.Token;
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await system.Http.SendAsync(request, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task<IReadOnlyList<Person>> OthersAsync()
    {
        await system.Identities.EnrolAsync(Person.Own, Person.KioskOfTheSite, Token);
        await system.Identities.EnrolAsync(Person.Foreign, "Borne d'ailleurs", Token);
        await system.Identities.EnrolAsync(Person.Own, "Borne révoquée", Token);
        KioskIdentity Kiosk(string label) => system.Identities.Kiosks.Single(kiosk => kiosk.Label == label);
        var revoked = Kiosk("Borne révoquée");
        Assert.Equal(200, (await system.Api.SendAsync(HttpMethod.Post, $"/api/surveys/v1/kiosks/{revoked.Kiosk}/revoke", "admin", new { reason = "Essai" })).Status);
        return Person.OfOtherKinds(system.Keys, (Kiosk(Person.KioskOfTheSite), Kiosk("Borne d'ailleurs"), revoked));
    }

    private static string[] ResultsIn(string text) =>
        [.. JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("result").GetString()!)];

    private static string Short(string text) => text.Length > 300 ? text[..300] : text;

    private sealed record Try(string Name, Grant Grant, ValidCall Call, Person Person)
    {
        public bool IsAllowed => Person.Holds(Grant, Call.Sites);

        /// <summary>Whether the role would do, and only the site that stands in the body is another.</summary>
        public bool IsOnlyElsewhere => Grant.Site == SiteRule.Body && Person.HasRoleOf(Grant);

        /// <summary>Whether the token covers the sites of its items, where these are judged one by one.</summary>
        public bool IsOfItsSite => Grant.Site != SiteRule.EachItem || Person.Covers(Grant, Call.Sites);

        public override string ToString() => $"{Name} {Grant.When} by {Person.Name}";
    }
}
