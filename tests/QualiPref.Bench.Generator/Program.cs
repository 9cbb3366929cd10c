using System.Globalization;
using System.Net.Sockets;
using QualiPref.Bench.Generator;
using QualiPref.Bench.Load;

// Requests are read once; then each line of the standard input is a load or asks for what became of the last one. The end of the input ends it.
var sender = new Sender(RequestFile.Read(args[0]));
List<Acknowledgement> acknowledged = [];
Console.WriteLine("ready");
while (Console.ReadLine() is { } line)
{
    try
    {
        if (line.StartsWith("run ", StringComparison.Ordinal))
        {
            acknowledged = sender.Run(LoadPlan.Read(line));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended {acknowledged.Count}"));
        }
        else
        {
            Acknowledgement.Write(line["tell ".Length..], acknowledged);
            Console.WriteLine("told");
        }
    }
    catch (Exception exception) when (exception is SendingException or SocketException)
    {
        Console.WriteLine($"failed {exception.Message.ReplaceLineEndings(" ")}");
        return 1;
    }
}
return 0;
