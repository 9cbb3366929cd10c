using MongoDB.Bson;

namespace QualiPref.Testing.Wire;

/// <summary>How the engine carries a query out.</summary>
/// <param name="explained">What it answers when told to explain, with <c>executionStats</c>.</param>
public sealed class QueryPlan(BsonDocument explained)
{
    /// <summary>How many documents it reads.</summary>
    public int Read => Part("executionStats")["totalDocsExamined"].ToInt32();

    /// <summary>How many documents it gives.</summary>
    public int Shown => Part("executionStats")["nReturned"].ToInt32();

    /// <summary>Names of the indexes that it walks.</summary>
    public IReadOnlyList<string> Indexes =>
        [.. StagesOf(Plan).Where(stage => stage.Contains("indexName")).Select(stage => stage["indexName"].AsString).Distinct()];

    /// <summary>Whether it orders what it reads, having walked no index in the order that is asked for.</summary>
    public bool Sorts => StagesOf(Plan).Any(stage => stage.GetValue("stage", "") == "SORT");

    private BsonValue Plan => Part("queryPlanner")["winningPlan"];

    // Of an aggregation it is that of its first stages, which read the documents.
    private BsonValue Part(string name) => explained.TryGetValue(name, out var part) ? part : explained["stages"][0]["$cursor"][name];

    /// <inheritdoc/>
    public override string ToString() => Plan.ToString()!;

    private static IEnumerable<BsonDocument> StagesOf(BsonValue plan) => plan switch
    {
        BsonDocument document => document.Values.SelectMany(StagesOf).Prepend(document),
        BsonArray several => several.SelectMany(StagesOf),
        _ => [],
    };
}
