using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Tests;
using QualiPref.EndToEnd.Tests.Hostile;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>
/// Every call of the list of accesses by everybody, with valid requests, through the portal to the services: a success exactly where the metadata say so,
/// and nothing written by whoever is refused, nor at a site that a call was not about. What it sends is in no recount: it comes last of its system.
/// </summary>
[Collection(Distributed.Name)]
public sealed class Every_call(DistributedSystem system)
{
    // A second and a half of the same: workers rest for a quarter of one.
    private const int StillFor = 10;

    // What refusals must leave as it was; kiosks are noted as seen, and what counts goes on counting.
    private static readonly Dictionary<string, string[]> Records = new()
    {
        ["surveys"] = ["responses", "conflicts"],
        ["complaints"] = ["cases", "letters", "letterTemplates", "referenceCounters"],
        ["indicators"] = ["facts", "rebuilds", "cuts"],
        ["reporting"] = ["reports", "editions"],
    };

    private static readonly string[] Staff = [Roles.Agent, Roles.Handler, Roles.Quality, Roles.Admin], Doors = ["/connexion", "/acces-refuse"];

    private readonly ConcurrentQueue<string> _wrong = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Succeeds_for_whom_the_metadata_name_and_for_nobody_else()
    {
        using var calls = new ValidCalls(system);
        var all = await MappedEndpoints.GrantsAsync();
        var grants = all.Where(one => !IsPage(one.Call)).ToList();
        await calls.PrepareAsync();
        var people = await PeopleAsync();
        Assert.Equal(grants.Select(one => (one.Call, one.Grant.When)).Order(), calls.All.Keys.Order());

        var tries = (from one in grants
                     from person in people
                     let call = calls.All[(one.Call, one.Grant.When)]
                     select new Try(one.Call, one.Grant, call, person)).ToLookup(one => one.IsAllowed && (one.IsOfItsSite || one.Person.Role == Roles.Kiosk));
        using var mongo = new MongoClient(system.Parts.Engine.ConnectionString);
        await RefusedAsync(tries[false], mongo);
        var elsewhere = await CountAsync(mongo, "91-PALAISEAU", "47-AGEN", Person.Foreign);
        await SucceedAsync(tries[true]);
        await OpenPagesAsync([.. all.Where(one => IsPage(one.Call))], await calls.PagesAsync());

        Assert.True(_wrong.IsEmpty, $"{_wrong.Count} of {tries.Sum(one => one.Count())} tries:\n{string.Join('\n', _wrong.Order())}");
        // What the kiosk of another site sends for this one is kept at its own.
        elsewhere[$"surveys.responses {Person.Foreign}"] += tries[true].Count(one => one.Grant.Site == SiteRule.EachItem && !one.IsOfItsSite);
        Assert.Equal(elsewhere, await CountAsync(mongo, "91-PALAISEAU", "47-AGEN", Person.Foreign));
        TestContext.Current.SendDiagnosticMessage("{0} tries by {1} kinds of callers", tries.Sum(one => one.Count()), people.Count);
    }

    // One request of each call does for all who are refused: it stays valid as long as nothing is written.
    private async Task RefusedAsync(IEnumerable<Try> tries, MongoClient mongo)
    {
        var made = new Dictionary<ValidCall, ValidRequest>();
        foreach (var call in tries.Select(one => one.Call).Distinct()) made.Add(call, await call.MakeAsync());
        var (before, still) = ("", 0);
        await Eventually.HoldsAsync("nothing is on its way any more", async _ =>
        {
            var now = await HashAsync(mongo);
            still = now == before ? still + 1 : 0;
            before = now;
            return still == StillFor;
        }, TimeSpan.FromSeconds(30), Token);
        await Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (one, _) =>
        {
            var (status, text) = await SendAsync(made[one.Call], one.Person);
            // An item is refused inside of an answer; a site in a body may be named as one of its faults.
            var isRefused = one.IsAllowed ? status == 200 && ResultsIn(text) is ["invalid"] : status is 401 or 403 || (status == 422 && one.IsOnlyElsewhere);
            if (!isRefused) _wrong.Enqueue($"{one} was not refused: {status} {Short(text)}");
        });
        Assert.Equal(before, await HashAsync(mongo));
    }

    private Task SucceedAsync(IEnumerable<Try> tries) =>
        Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (one, _) =>
        {
            var (status, text) = await SendAsync(await one.Call.MakeAsync(), one.Person);
            var isDone = status is >= 200 and < 300 && (one.Grant.Site != SiteRule.EachItem || ResultsIn(text).All(result => one.IsOfItsSite ? result != "invalid" : result == "setAside"));
            if (!isDone) _wrong.Enqueue($"{one} did not succeed: {status} {Short(text)}");
        });

    private async Task OpenPagesAsync(IReadOnlyList<(string Call, Grant Grant)> pages, IReadOnlyDictionary<string, string> addresses)
    {
        Assert.Equal(pages.Select(page => page.Call).Order(StringComparer.Ordinal), addresses.Keys.Order(StringComparer.Ordinal));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        http.BaseAddress = system.Http.BaseAddress;
        var people = new Dictionary<string, string> { ["nobody"] = "", ["a forged session"] = "qualipref-session=CfDJ8Nu7" };
        foreach (var role in Staff) people[role] = (await PageSession.OfStaffAsync(http, Token, role)).Cookie;
        foreach (var (page, grant) in pages)
        {
            foreach (var (person, cookie) in people)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, addresses[page]);
                if (cookie.Length > 0) request.Headers.Add("Cookie", cookie);
                using var response = await http.SendAsync(request, Token);
                var mayOpen = grant.IsPublic || grant.AnyOf.Any(asked => Roles.Includes(person, asked));
                var isRefused = response.StatusCode == HttpStatusCode.Redirect && Doors.Any(response.Headers.Location!.OriginalString.Contains);
                // One page says that another was refused; a freezing that is over leads to its edition.
                var isOpen = (int)response.StatusCode == (page == "page `/acces-refuse`" ? 403 : 200) || (!isRefused && response.StatusCode == HttpStatusCode.Redirect);
                if (mayOpen ? !isOpen : !isRefused) _wrong.Enqueue($"{page} by {person}: {(int)response.StatusCode} {response.Headers.Location}");
            }
        }
    }

    private static bool IsPage(string call) => call.StartsWith("page ", StringComparison.Ordinal);

    private async Task<(int Status, string Text)> SendAsync(ValidRequest made, Person person)
    {
        using var request = new HttpRequestMessage(made.Method, made.Path);
        if (made.IfMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", made.IfMatch);
        if (made.Key is not null) request.Headers.Add("Idempotency-Key", made.Key);
        if (made.Body is not null)
        {
            request.Content = new ByteArrayContent(made.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(made.Type);
        }
        if (person.Token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        using var response = await system.Http.SendAsync(request, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private async Task<IReadOnlyList<Person>> PeopleAsync()
    {
        await system.Identities.EnrolAsync(Person.Own, "Borne du site", Token);
        await system.Identities.EnrolAsync(Person.Foreign, "Borne d'ailleurs", Token);
        await system.Identities.EnrolAsync(Person.Own, "Borne révoquée", Token);
        KioskIdentity Kiosk(string label) => system.Identities.Kiosks.Single(kiosk => kiosk.Label == label);
        var revoked = Kiosk("Borne révoquée");
        Assert.Equal(200, (await system.Api.SendAsync(HttpMethod.Post, $"/api/surveys/v1/kiosks/{revoked.Kiosk}/revoke", "admin", new { reason = "Essai" })).Status);
        return Person.OfEveryKind(system.SigningKey, (Kiosk("Borne du site"), Kiosk("Borne d'ailleurs"), revoked));
    }

    // The embedded engine has no dbHash.
    private static async Task<string> HashAsync(MongoClient mongo)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (service, collections) in Records)
        {
            foreach (var collection in collections)
            {
                using var all = await mongo.GetDatabase($"qualipref_{service}").GetCollection<RawBsonDocument>(collection)
                    .Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ToCursorAsync(Token);
                await all.ForEachAsync(one => hash.AppendData(one.Slice.AccessBackingBytes(0)), Token);
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task<Dictionary<string, long>> CountAsync(MongoClient mongo, params string[] sites)
    {
        (string Service, string Collection, string Field)[] places = [("surveys", "responses", "site"), ("surveys", "kiosks", "site"), ("complaints", "cases", "state.site")];
        var counts = new Dictionary<string, long>();
        foreach (var (service, collection, field) in places)
        {
            foreach (var site in sites)
                counts[$"{service}.{collection} {site}"] = await mongo.GetDatabase($"qualipref_{service}").GetCollection<BsonDocument>(collection)
                    .CountDocumentsAsync(new BsonDocument(field, site), cancellationToken: Token);
        }
        return counts;
    }

    private static string[] ResultsIn(string text) =>
        [.. JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("result").GetString()!)];

    private static string Short(string text) => text.Length > 300 ? text[..300] : text;

    private sealed record Try(string Name, Grant Grant, ValidCall Call, Person Person)
    {
        public bool IsAllowed => Person.Holds(Grant, Call.Sites);

        /// <summary>Whether the role would do, and only the site that stands in the body is another.</summary>
        public bool IsOnlyElsewhere => Grant.Site == SiteRule.Body && Person.Role is { } role && Grant.AnyOf.Any(asked => Roles.Includes(role, asked));

        /// <summary>Whether the token covers the sites of its items, where these are judged one by one.</summary>
        public bool IsOfItsSite => Grant.Site != SiteRule.EachItem || Person.Covers(Call.Sites);

        public override string ToString() => $"{Name} {Grant.When} by {Person.Name}";
    }
}
