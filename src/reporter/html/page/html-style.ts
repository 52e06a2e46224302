/** Uses the reader's system fonts and color scheme. Changes also carry `+` and `−` signs, for readers who cannot distinguish red and green. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--text:#1c1e21;--dim:#50555c;--line:#e2e3e1;--soft:#f3f3f1;
--add:#0d4f29;--add-bg:#e5f5ea;--add-mark:#b5e3c4;--del:#86200b;--del-bg:#fdebe7;--del-mark:#f8c4b8;--chg:#8a5300;--chg-bg:#fdf1db;--link:#1a56a8;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media(prefers-color-scheme:dark){:root{--bg:#131517;--card:#1b1e21;--text:#e4e6e8;--dim:#9aa1a9;--line:#30353a;--soft:#22262a;
--add:#7fd69b;--add-bg:#12301d;--add-mark:#1f5a34;--del:#ff9e88;--del-bg:#3a1912;--del-mark:#74301f;--chg:#f0c069;--chg-bg:#36290f;--link:#86b7f5}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1120px;padding:24px 20px 64px;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1{margin:0 0 14px;font-size:24px;line-height:1.25;font-weight:600}
.verdict{margin:0 0 12px;padding:12px 16px;border-left:6px solid var(--dim);border-radius:8px;background:var(--soft);font-size:19px;line-height:1.35;font-weight:600}
.verdict.danger{border-color:var(--del);background:var(--del-bg);color:var(--del)}
.verdict.warn{border-color:var(--chg);background:var(--chg-bg);color:var(--chg)}
section{margin:26px 0 0;scroll-margin-top:112px}
h2{display:inline;margin:0;font-size:17px;line-height:1.3;font-weight:600}
section>h2{display:block;margin:0 0 8px}
section.danger>h2{color:var(--del)}section.warn>h2{color:var(--chg)}
.q{flex-basis:100%}
.q.danger{color:var(--del)}.q.warn{color:var(--chg)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.h{margin:6px 0;padding:0;list-style:none}
.h li{margin:4px 0;padding:6px 10px;border-radius:6px;background:var(--soft)}
.h .error{background:var(--del-bg);color:var(--del)}.h .warning{background:var(--chg-bg);color:var(--chg)}
.h code{background:none;padding:0;font-weight:600}
.v{display:flex;flex-wrap:wrap;gap:10px;margin:8px 0}
figure{flex:1 1 300px;margin:0;min-width:0}
figcaption{color:var(--dim);font-size:13px}
iframe{display:block;width:100%;height:320px;border:1px solid var(--line);border-radius:6px;background:#fff;color-scheme:light}
.login iframe{height:540px}
.page iframe{height:80vh;color-scheme:light dark}
svg.w{display:inline-block;vertical-align:-2px;margin-left:6px;border:1px solid var(--dim);border-radius:3px}
.z{display:block;font:12px/1.5 system-ui,sans-serif}
.m{border-collapse:collapse;font-size:13px;min-width:50%}
.m th,.m td{padding:4px 10px 4px 0;border-top:1px solid var(--line);text-align:left;vertical-align:top}
.m thead th{border-top:0;color:var(--dim);font-weight:400}
.m th{font-weight:500}
.m td{min-width:96px}
.kind{width:100%;margin:6px 0}.kind th{font-family:var(--mono);max-width:260px}.kind thead th{font-family:inherit}.kind td:last-child{width:1%;color:var(--dim);font-family:var(--mono);white-space:nowrap}
.kind ul{margin:0;padding:0;list-style:none}.kind .y{margin:0}.kind del,.kind ins{display:block;margin:0 0 2px;overflow-wrap:anywhere}
#access{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,420px),1fr));gap:0 32px;align-items:start}#access h2{grid-column:1/-1}#access .m{width:100%}
.long{max-height:460px;overflow:auto}.long thead th{position:sticky;top:0;background:var(--card)}
.m pre{margin:0;font:13px/1.5 var(--mono);white-space:pre-wrap}.rows pre{overflow-wrap:anywhere}
.m caption{padding:10px 0 2px;text-align:left;font-weight:500;font-size:14px}
.m ins,.m del{display:inline-block;margin:0 4px 2px 0;overflow-wrap:normal}
main a{color:var(--link)}
h1 span{font-family:var(--mono);font-size:.88em}
code,ins,del,.f>b,.x,.d{font-family:var(--mono);font-size:13px;line-height:1.5}
code{background:var(--soft);padding:1px 5px;border-radius:4px}
ul{margin:4px 0;padding-left:20px}
ul.c{display:flex;flex-wrap:wrap;gap:10px;margin:0;padding:0;list-style:none}
ul.c li{padding:6px 14px;border-radius:8px;background:var(--soft);color:var(--dim)}
ul.c b{font-size:20px;margin-right:3px}
ul.c a{color:inherit}ul.c .danger{background:var(--del-bg);color:var(--del)}ul.c .warn{background:var(--chg-bg);color:var(--chg)}
ul.c .create b{color:var(--add)}ul.c .update b{color:var(--chg)}ul.c .delete b{color:var(--del)}
.y{margin:6px 0;color:var(--dim)}
.y.destructive{color:var(--del);font-weight:600}.y.disruptive{color:var(--chg)}
.alert{margin:14px 0 0;padding:10px 14px;border:1px solid var(--del);border-left-width:5px;border-radius:8px;background:var(--del-bg)}
.alert>b{color:var(--del)}
#filter{display:none}
.js #filter{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:18px -8px 6px;padding:8px;background:var(--bg);border-bottom:1px solid var(--line)}
#filter input[type=search]{flex:1 1 220px;min-width:0}
#filter input[type=search],#filter select,#filter button{height:34px;padding:0 10px;border:1px solid var(--line);border-radius:7px;background:var(--card);color:var(--text);font:inherit;font-size:14px;max-width:100%}
#filter button{cursor:pointer}
fieldset{display:flex;flex-wrap:wrap;gap:4px 12px;margin:0;padding:0;border:0;min-width:0;flex-basis:100%}
legend{float:left;padding:0;margin-right:10px;color:var(--dim);font-size:14px}
label{display:inline-flex;align-items:center;gap:4px;font-size:14px;cursor:pointer}
input[type=checkbox]{margin:0;accent-color:var(--link)}
#shown{margin-left:auto;color:var(--dim);font-size:13px;white-space:nowrap}
main{margin-top:14px}
details{border:1px solid var(--line);border-radius:9px;background:var(--card);margin:0 0 8px}
details.r{content-visibility:auto;contain-intrinsic-size:auto 42px;scroll-margin-top:120px}
section.danger details.r{border-color:var(--del)}
details:target{outline:2px solid var(--link);outline-offset:1px}
[hidden]{display:none}
summary{padding:8px 12px;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary:focus-visible,a:focus-visible,[role=region]:focus-visible{outline:2px solid var(--link);outline-offset:-2px;border-radius:8px}
details.r>summary{display:flex;gap:10px}
.hd{display:flex;flex:1;flex-wrap:wrap;gap:2px 10px;align-items:baseline;min-width:0}
details.p{margin-top:18px}
details.p>summary::before{content:"▸";display:inline-block;width:1.1em;color:var(--dim)}
details.p[open]>summary::before{content:"▾"}
details.p>:not(summary){margin:0 12px 10px}
details.p>ul{padding-left:18px}
details.p li{margin:3px 0}
summary i{flex:none;width:22px;height:22px;border-radius:6px;font:600 15px/21px var(--mono);text-align:center}
i.create{color:var(--add);background:var(--add-bg)}i.update{color:var(--chg);background:var(--chg-bg)}i.delete{color:var(--del);background:var(--del-bg)}
.a b{font-weight:600}
.t,.k,summary small{color:var(--dim)}
.k{margin-left:auto;font-family:var(--mono);font-size:12px}
section:not(.danger,.warn) details[open]>summary .k{visibility:hidden}
.b{padding:2px 12px 10px;border-top:1px solid var(--line)}
.f{display:grid;grid-template-columns:minmax(120px,270px) minmax(0,1fr) minmax(0,1fr);gap:2px 12px;padding:5px 0;border-top:1px solid var(--line)}
.b>.f:first-child,.y+.f{border-top:0}
.f.n{grid-template-columns:minmax(120px,270px) minmax(0,1fr)}
.f.w{grid-template-columns:minmax(0,1fr)}
.f>b{font-weight:500;padding:1px 0}
ins,del{display:block;position:relative;padding:1px 7px 1px 24px;border-radius:4px;text-decoration:none;white-space:pre-wrap;min-width:0}
ins{background:var(--add-bg);color:var(--add)}
del{background:var(--del-bg);color:var(--del)}
ins::before,del::before{position:absolute;left:8px;opacity:.75}
ins::before{content:"+"}del::before{content:"−"}
.u{font-style:italic;opacity:.8}
.x{color:var(--dim)}
.f ul{margin:0;padding:0;list-style:none}
.f li{margin:0 0 2px}
.f li .f{padding-left:14px}
.d{width:100%;border-collapse:collapse;table-layout:fixed;border:1px solid var(--line)}
.d .l{width:44px}
.d th{padding:0 8px 0 4px;color:var(--dim);font-weight:400;text-align:right;vertical-align:top;user-select:none;opacity:.8}
.d td{padding:0;white-space:pre-wrap;vertical-align:top;tab-size:4}
.d tr>td:nth-of-type(1):not(.e){border-right:1px solid var(--line)}
.d del,.d ins{padding:0 4px 0 20px;border-radius:0;color:inherit}
.d del::before,.d ins::before{left:6px}
.d .c td{color:var(--dim);padding:0 4px 0 20px}
.d .g td{padding:2px 12px;background:var(--soft);color:var(--dim);font-size:12px}
.d .e{background:var(--soft)}
ins mark{background:var(--add-mark);color:inherit}del mark{background:var(--del-mark);color:inherit}
.o{margin:10px 0 0;color:var(--dim);font-size:12px}
.o code{font-size:12px;background:none;padding:0;color:inherit}
.g{overflow-x:auto}
ol.s{display:none;margin:6px 0;padding-left:22px}
ol.s li{margin:4px 0}
svg{display:block;font:600 12.5px system-ui,sans-serif}
.order svg path{fill:none;stroke:var(--dim);stroke-width:1.3;opacity:.65}
.order svg path.h{fill:var(--dim);stroke:none}
.order svg rect{fill:var(--soft);stroke:var(--line);stroke-width:1.4}
.order svg text{fill:var(--text)}.order svg .s{fill:var(--dim);font-size:11px;font-weight:400}
.order svg .create rect,.order svg .link rect{fill:var(--add-bg);stroke:var(--add)}
.order svg .update rect,.order svg .unlink rect{fill:var(--chg-bg);stroke:var(--chg)}
.order svg .delete rect,.order svg .danger rect{fill:var(--del-bg);stroke:var(--del)}
.order svg .danger rect{stroke-width:2.4}
footer{margin-top:22px;color:var(--dim);font-size:12px}
@media(max-width:640px){body{padding:16px 10px 48px;font-size:15px}h1{font-size:20px}
.js #filter{position:static}.f,.f.n{grid-template-columns:minmax(0,1fr)}
.k{margin-left:0;flex-basis:100%}ul.c{gap:6px}ul.c li{padding:3px 9px;font-size:14px}ul.c b{font-size:17px}section:not(.danger,.warn) details[open]>summary .k{display:none}.verdict{font-size:16px;padding:10px 12px}ol.s{display:block}.order{display:none}
.rows,.rows tbody,.rows tr,.rows tr>*{display:block;max-width:none}.rows thead{display:none}.rows tr>*{border:0;padding:0}.rows tr{padding:5px 0;border-top:1px solid var(--line)}.rows td:last-child{width:auto}.rows td[data-name]::before{content:attr(data-name) ": ";color:var(--dim)}
fieldset{flex-wrap:nowrap;overflow-x:auto;white-space:nowrap;padding-bottom:2px}
.d,.d tbody{display:block}.d colgroup{display:none}.d tr{display:grid;grid-template-columns:36px minmax(0,1fr)}.d th{width:auto;padding:0 5px}.d .g{display:block}.d .g td{display:block}
.d tr>td:nth-of-type(1):not(.e){border-right:0}.d .e,.d .c>:nth-child(n+3){display:none}}
@media print{.long{max-height:none}.js #filter{display:none}h2,summary{break-after:avoid}tr,.f,figure{break-inside:avoid}details.r{content-visibility:visible}details::details-content{display:block;height:auto;content-visibility:visible}
summary .k{visibility:visible}}
`;
