using MongoDB.Driver;
using QualiPref.Editions;
using QualiPref.Local;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;

// Makes the golden editions of the code as it is built, see README.md.
var release = CodeVersion.Text.Split('+')[0];
var file = Path.Combine(ProjectFolder.Root, "tests", "QualiPref.Editions", "Released", $"{release}.golden");
if (File.Exists(file))
{
    await Console.Error.WriteLineAsync($"{file} is there: the editions of a release are made once. Set the next version in Directory.Build.props first.");
    return 1;
}

var data = Directory.CreateTempSubdirectory("qualipref-golden-");
try
{
    await using var system = new LocalSystem(new LocalSystemOptions
    {
        Shape = SystemShape.AllInOne,
        DataDirectory = data.FullName,
        // However busy the machine is, no cut is given up.
        Settings = new Dictionary<string, string> { ["QualiPref__Indicators__CutLimit"] = "00:10:00" },
    });
    await system.StartAsync();
    using var http = new HttpClient { BaseAddress = new Uri(system.Address), Timeout = TimeSpan.FromMinutes(2) };
    var editions = await new GoldenYear(http, new OperatorTokens(system.Keys, TimeProvider.System), TimeProvider.System).FreezeAsync(CancellationToken.None);
    using var databases = new MongoClient(system.Engine.ConnectionString);
    var golden = await GoldenEditions.CopyAsync(databases, "qualipref", CodeVersion.Text, editions, CancellationToken.None);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    golden.Write(file);
    foreach (var edition in editions)
        Console.WriteLine($"{edition.Id}: {edition.Figures} figures of {edition.Facts} facts");
    Console.WriteLine($"{file}: {new FileInfo(file).Length:N0} bytes");
    return 0;
}
finally
{
    data.Delete(recursive: true);
}
