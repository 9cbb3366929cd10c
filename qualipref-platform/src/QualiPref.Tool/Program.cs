using System.Text;
using Microsoft.Extensions.Configuration;
using QualiPref.Tool;

Console.OutputEncoding = Encoding.UTF8;
var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
return await Commands.Root(environment, TimeProvider.System).RunAsync(args, Console.Out, Console.Error);
