using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.EndToEnd.Tests.Access;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Confidence;

/// <summary>Everything that a system holds or has handed out, as bytes, each with where it is.</summary>
internal sealed class Holdings(RunningSystem system)
{
    private const string Indicators = "/api/indicators/v1", Reporting = "/api/reporting/v1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every document of every collection of every database.</summary>
    public async IAsyncEnumerable<(string Place, byte[] Bytes)> DocumentsAsync()
    {
        using var mongo = new MongoClient(system.Parts.Engine.ConnectionString);
        foreach (var database in (await (await mongo.ListDatabaseNamesAsync(Token)).ToListAsync(Token)).Where(name => name.StartsWith("qualipref", StringComparison.Ordinal)))
        {
            foreach (var collection in await (await mongo.GetDatabase(database).ListCollectionNamesAsync(cancellationToken: Token)).ToListAsync(Token))
            {
                using var all = await mongo.GetDatabase(database).GetCollection<RawBsonDocument>(collection).Find(new BsonDocument()).ToCursorAsync(Token);
                while (await all.MoveNextAsync(Token))
                {
                    foreach (var document in all.Current) yield return ($"{database["qualipref_".Length..]}.{collection}", document.Slice.AccessBackingBytes(0).ToArray());
                }
            }
        }
    }

    /// <summary>What the parts wrote of themselves: the services, the engine and the broker.</summary>
    public IEnumerable<(string Place, byte[] Bytes)> Logs() =>
        Directory.EnumerateFiles(Path.Combine(system.Folder, "logs")).Select(file => ($"the log {Path.GetFileName(file)}", File.ReadAllBytes(file)));

    /// <summary>Whatever one may take away of figures, reports and editions.</summary>
    public async Task<IReadOnlyList<(string Place, byte[] Bytes)>> ExportsAsync(ValidCalls calls)
    {
        var year = RunningSystem.Year;
        string[] documents = [$"reports/{calls.Report}", $"editions/{calls.Published}", $"editions/{calls.Internal}"];
        string[] paths =
        [
            .. from document in documents from format in (string[])["html", "csv", "json"] select $"{Reporting}/{document}/document?format={format}",
            $"{Reporting}/editions/{calls.Published}/document?format=html&audience=public", $"{Reporting}/editions/{calls.Published}/manifest",
            $"{Reporting}/editions/{calls.Published}/differences?to={calls.Internal}", $"{Reporting}/reports?pageSize=200", $"{Reporting}/editions?pageSize=200",
            $"{Indicators}/figures?network=essonne&period={year}&pageSize=200", $"{Indicators}/report-figures?network=essonne&period={year}&asOf={year}-12-31", $"{Indicators}/cuts/{calls.Cut}",
            $"{Indicators}/figures/{calls.Figure}/sources?pageSize=200", $"{Indicators}/catalogue",
            $"{Indicators}/balance?network=essonne&period={year}-06", .. ((string[])["surveys", "complaints"]).Select(source => $"/api/{source}/v1/balance?site={Person.Own}&period={year}-06"),
        ];
        var exports = new List<(string, byte[])>();
        foreach (var path in paths)
        {
            var reply = await system.Api.GetAsync(path);
            Assert.True(reply.Status == 200, $"{path}: {reply}");
            exports.Add((path.Split('?')[0], Encoding.UTF8.GetBytes(reply.Text)));
        }
        return exports;
    }
}
