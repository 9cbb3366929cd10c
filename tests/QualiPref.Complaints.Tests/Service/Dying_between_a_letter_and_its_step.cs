using System.Net;
using MongoDB.Driver;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>
/// The database takes the letter and then no write of any case, and the service cannot make up for it: what it leaves is what a death between the two leaves.
/// </summary>
public sealed class Dying_between_a_letter_and_its_step(RealEngine engine) : IAsyncLifetime
{
    private const string Refusal = "refusal";

    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    private RunningComplaints _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningComplaints.StartAsync(engine);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_filing_leaves_no_receipt_that_nothing_finds()
    {
        var id = Guid.NewGuid();
        var filing = Requests.Filing(("id", id.ToString()), ("channel", "web"), ("motive", "attente"), ("proof", _service.ProofOf(id)));
        await RefuseCasesAsync();
        Assert.True((await _service.Public.FileAsync(filing)).StatusCode >= HttpStatusCode.InternalServerError);
        Assert.Equal(1, await LettersAsync());
        await AllowCasesAsync();
        Assert.Equal(HttpStatusCode.Created, (await _service.Public.FileAsync(filing)).StatusCode);

        await OnlyNamedLettersStayAsync(id.ToString());
    }

    [Fact]
    public async Task A_step_leaves_no_letter_that_nothing_finds()
    {
        var known = await _service.Handler.FiledAsync();
        known = await _service.Handler.DoAsync(known, "request-information", new { text = "Quel jour ?" });
        var answer = new { subject = "Réponse", body = "Nous avons ouvert un guichet de plus." };
        await _service.Handler.DoAsync(await _service.Handler.FiledAsync(), "answer", answer);
        await RefuseSecondsAsync();
        Assert.True((await _service.Handler.TryAsync(known, "answer", answer)).StatusCode >= HttpStatusCode.InternalServerError);
        Assert.Equal(3, await LettersAsync());
        await AllowCasesAsync();
        known = await _service.Handler.DoAsync(known, "answer", answer);

        await OnlyNamedLettersStayAsync(known.Id);
    }

    [Fact]
    public async Task Letters_of_before_are_looked_at_once_and_kept()
    {
        var known = await _service.Handler.DoAsync(await _service.Handler.FiledAsync(), "request-information", new { text = "Quel jour ?" });
        await _service.SweepLettersAsync(TimeSpan.Zero);
        Assert.Single((await _service.Handler.KnownAsync(known.Id)).Body.List("letters"));
        Assert.Equal(0, await _service.Storage.Letters.CountDocumentsAsync(letter => letter.Claimed == null, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_letter_that_nothing_names_for_an_hour_is_removed_by_the_service_itself()
    {
        var token = TestContext.Current.CancellationToken;
        await _service.Handler.DoAsync(await _service.Handler.FiledAsync(), "request-information", new { text = "Quel jour ?" });
        var named = await _service.Storage.Letters.Find(FilterDefinition<LetterDocument>.Empty).SingleAsync(token);
        var now = (await DatabaseClock.ReadAsync(_service.Storage.Database, token)).UtcDateTime;
        LetterDocument old = OrphanSince(now - (2 * AnHour)), young = OrphanSince(now - (AnHour / 2));
        await _service.Storage.Letters.InsertManyAsync([old, young], cancellationToken: token);

        _service = await _service.AgainAsync(engine);

        var left = await Eventually.ReadsAsync("one of them is gone",
            _ => _service.Storage.Letters.Find(FilterDefinition<LetterDocument>.Empty).ToListAsync(token), letters => letters.Count == 2, cancellationToken: token);
        Assert.Equal(new[] { named.Id, young.Id }.Order(), left.Select(letter => letter.Id).Order());

        LetterDocument OrphanSince(DateTime since) => named with { Id = Guid.NewGuid(), OrphanSince = since, Claimed = null };
    }

    private async Task OnlyNamedLettersStayAsync(string id)
    {
        // The request that wrote it might still be under way.
        var all = await LettersAsync();
        await _service.SweepLettersAsync(AnHour);
        Assert.Equal(all, await LettersAsync());

        await _service.SweepLettersAsync(TimeSpan.Zero);
        var named = (await _service.Handler.KnownAsync(id)).Body.List("letters");
        Assert.Equal(all - 1, await LettersAsync());
        Assert.Equal(named.Count, await _service.Storage.Letters.CountDocumentsAsync(letter => letter.Case == Guid.Parse(id), null, TestContext.Current.CancellationToken));
    }

    private Task<long> LettersAsync() => _service.Storage.Letters.CountDocumentsAsync(FilterDefinition<LetterDocument>.Empty, null, TestContext.Current.CancellationToken);

    // No array has a hash: no case can be stored.
    private Task<string> RefuseCasesAsync() => IndexAsync(Builders<CaseDocument>.IndexKeys.Hashed(one => one.History), isUnique: false);

    // One case only may be in each state: whoever would be the second cannot be stored.
    private Task<string> RefuseSecondsAsync() => IndexAsync(Builders<CaseDocument>.IndexKeys.Ascending(one => one.State.Status), isUnique: true);

    private Task<string> IndexAsync(IndexKeysDefinition<CaseDocument> keys, bool isUnique) => _service.Storage.Cases.Indexes.CreateOneAsync(
        new CreateIndexModel<CaseDocument>(keys, new CreateIndexOptions { Name = Refusal, Unique = isUnique }), cancellationToken: TestContext.Current.CancellationToken);

    private Task AllowCasesAsync() => _service.Storage.Cases.Indexes.DropOneAsync(Refusal, TestContext.Current.CancellationToken);
}
