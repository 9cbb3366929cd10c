using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Starting_on_the_cases_of_before(RealEngine engine)
{
    [Fact]
    public async Task Finds_words_where_another_version_looked_for_them_elsewhere()
    {
        var before = await RunningComplaints.StartAsync(engine);
        var filed = await before.Handler.FiledAsync(("text", "Le guichet du fond."));
        var cases = before.Storage.Database.GetCollection<BsonDocument>("cases").Indexes;
        await cases.DropOneAsync("words", TestContext.Current.CancellationToken);
        await cases.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(Builders<BsonDocument>.IndexKeys.Text("filing.subject"), new CreateIndexOptions { Name = "words" }), cancellationToken: TestContext.Current.CancellationToken);

        await using var service = await before.AgainAsync(engine);

        var found = await service.Handler.GetJsonAsync("complaints?q=guichet");
        Assert.Equal(filed.Id, Assert.Single(found.List("items"))!.Text("id"));
    }
}
