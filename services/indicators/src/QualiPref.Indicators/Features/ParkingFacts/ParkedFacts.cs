using System.Globalization;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Features.CountingFacts;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Parking;

namespace QualiPref.Indicators.Features.ParkingFacts;

/// <summary>
/// The items that could not become facts. Trying one again judges it as if it came now; it counts once, since facts are written by id and
/// version. Its id here is <c>source:id:version</c>.
/// </summary>
internal sealed class ParkedFacts(ParkedStore store, FactIntake intake, LiveCatalogue catalogue) : IParking
{
    private const int RetriedAtOnce = 500;

    public const string PlaceName = "facts";

    public string Place => PlaceName;

    public async Task<IReadOnlyList<ParkedItem>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(givenUp, most, cancellationToken)).Select(item => new ParkedItem(Place, IdOf(item.Id), item.ParkedAt, item.Reason, item.GivenUp))];

    public Task<long> CountAsync(CancellationToken cancellationToken) => store.CountAsync(cancellationToken);

    public async Task<Retried> RetryAsync(string id, CancellationToken cancellationToken)
    {
        if (Parse(id) is not { } key || await store.FindAsync(key, cancellationToken) is not { } parked) return Retried.NotParked;
        // Without its site it cannot be judged; its source sends it again, with the site, as long as its day disagrees.
        if (parked.Site is null) return Retried.StillParked;
        var again = Read(SourceOf(parked), parked.Site, [parked]);
        await intake.TakeAsync(again, cancellationToken);
        if (again.Good.Count == 0) return Retried.StillParked;
        await store.SettleAsync([key], cancellationToken);
        return Retried.OnItsWay;
    }

    /// <summary>Tries again some of what waits for a site that the catalogue knows by now. What is still wrong with it then is its reason from there on.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RetryAwaitedAsync(CancellationToken cancellationToken)
    {
        var awaited = await store.ListAwaitedAsync(catalogue.Current.Sites.Select(site => site.Code), RetriedAtOnce, cancellationToken);
        foreach (var message in awaited.GroupBy(item => (Source: SourceOf(item), item.Site))) await intake.TakeAsync(Read(message.Key.Source, message.Key.Site!, message), cancellationToken);
        await store.SettleAsync([.. awaited.Select(item => item.Id)], cancellationToken);
        return awaited.Count == RetriedAtOnce;
    }

    public async Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken) =>
        Parse(id) is { } key && await store.GiveUpAsync(key, decision, cancellationToken);

    private IncomingFacts Read(string source, string site, IEnumerable<ParkedDocument> items) => source == FactSources.Surveys
        ? AnswerFacts.Read(new SurveyResponsesRecorded { Site = site, Responses = [.. items.Select(Item<SurveyResponseState>)] }, catalogue.Current)
        : CaseFacts.Read(new ComplaintsChanged { Complaints = [.. items.Select(Item<ComplaintState>)] }, catalogue.Current);

    private static T Item<T>(ParkedDocument parked) => BsonSerializer.Deserialize<T>(parked.Item);

    private static string SourceOf(ParkedDocument parked) => parked.Id["source"].AsString;

    private static string IdOf(BsonDocument id) =>
        string.Create(CultureInfo.InvariantCulture, $"{id["source"].AsString}:{id["key"].AsGuid}:{id["version"].ToInt64()}");

    private static BsonDocument? Parse(string id)
    {
        if (id.Split(':') is not [var source, var key, var version]
            || !Guid.TryParse(key, out var guid)
            || !int.TryParse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }
        var parsed = new FactKey(source, guid).ToBson();
        parsed["version"] = number;
        return parsed;
    }
}
