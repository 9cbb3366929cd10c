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
internal sealed class ParkedFacts(ParkedStore store, FactIntake intake, Catalogue catalogue) : IParking
{
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
        var again = Read(parked);
        await intake.TakeAsync(again, cancellationToken);
        if (again.Good.Count == 0) return Retried.StillParked;
        await store.SettleAsync([key], cancellationToken);
        return Retried.OnItsWay;
    }

    public async Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken) =>
        Parse(id) is { } key && await store.GiveUpAsync(key, decision, cancellationToken);

    private IncomingFacts Read(ParkedDocument parked) => parked.Id["source"].AsString == FactSources.Surveys
        ? AnswerFacts.Read(
            new SurveyResponsesRecorded { Site = parked.Site!, Responses = [BsonSerializer.Deserialize<SurveyResponseState>(parked.Item)] }, catalogue)
        : CaseFacts.Read(new ComplaintsChanged { Complaints = [BsonSerializer.Deserialize<ComplaintState>(parked.Item)] }, catalogue);

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
