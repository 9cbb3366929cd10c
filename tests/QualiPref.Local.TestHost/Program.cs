// What QualiPref.Local.Tests start and kill. Without arguments: a service with a health page.
// With "launch <folder>": a launcher that starts an engine, a broker and that service, says so, and waits.
using QualiPref.Local;

if (args is ["launch", var folder])
{
    LocalPart[] parts =
    [
        new MongoEngine(Path.Combine(folder, "engine")),
        new RabbitBroker(Path.Combine(folder, "broker")),
        new ServiceProcess(
            "service", ProjectFolder.BuiltAssembly("QualiPref.Local.TestHost"), 0, new Dictionary<string, string>(),
            Path.Combine(folder, "service.log")),
    ];
    foreach (var part in parts)
        await part.StartAsync();
    Console.WriteLine(string.Join(' ', parts.Select(part => part.ProcessId)));
    await Task.Delay(Timeout.Infinite);
}

var application = WebApplication.CreateSlimBuilder(args).Build();
application.MapGet("/health", () => TypedResults.Ok());
await application.RunAsync();
