using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Service;

internal static class Explain
{
    /// <summary>The plan that the engine chooses for a query on the ledger.</summary>
    public static async Task<string> Async(SurveysStorage storage, FilterDefinition<SurveyResponse> filter, string sort = "{ date: 1, _id: 1 }")
    {
        var registry = BsonSerializer.SerializerRegistry;
        var query = filter.Render(new RenderArgs<SurveyResponse>(registry.GetSerializer<SurveyResponse>(), registry));
        var plan = await storage.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument("explain", new BsonDocument { ["find"] = "responses", ["filter"] = query, ["sort"] = BsonDocument.Parse(sort) }),
            cancellationToken: TestContext.Current.CancellationToken);
        return plan["queryPlanner"]["winningPlan"].ToString()!;
    }
}
