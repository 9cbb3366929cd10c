using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace QualiPref.Indicators.Storage;

/// <summary>Counts facts by what they say, one by one or in groups.</summary>
internal sealed class StateCounts
{
    private readonly Dictionary<(string Source, BsonDocument State), int> _counts = [];

    /// <summary>Adds facts that say the same; a count below zero takes them away.</summary>
    public void Add(string source, BsonDocument state, int count = 1) =>
        _counts[(source, state)] = _counts.GetValueOrDefault((source, state)) + count;

    public CountedStates ToStates() => new(
        Of<AnswerState>(FactSources.Surveys), Of<CaseState>(FactSources.Complaints), Of<MeasurementState>(FactSources.Measurements));

    private List<(T State, int Count)> Of<T>(string source) where T : FactState =>
        [.. _counts.Where(one => one.Key.Source == source && one.Value != 0).Select(one => (BsonSerializer.Deserialize<T>(one.Key.State), one.Value))];
}
