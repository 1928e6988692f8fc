/** @file How an exported page looks: by day and by night, photos first, calm. */

/** CSS; the tokens are those of the window by value. */
export const pageStyles = `
:root{color-scheme:light dark;--paper:light-dark(#fdfcfa,#201e1b);--ink:light-dark(#25221e,#f0ece5);--quiet:light-dark(#595248,#bcb5a9);--stone:light-dark(#e9e4dc,#2a2825);--blaze:light-dark(#b0431b,#f08c5e)}
*{box-sizing:border-box}
body{margin:0;padding:clamp(1rem,4vw,3rem);background:var(--paper);color:var(--ink);font:1rem/1.45 system-ui,sans-serif}
header{margin-block-end:1.5rem}
h1{margin:0;font-size:clamp(1.5rem,4vw,2.5rem);line-height:1.2;letter-spacing:-.015em;overflow-wrap:anywhere}
header p{margin:.25rem 0 0;color:var(--quiet)}
main{display:flex;flex-wrap:wrap;gap:.5rem}
main::after{content:"";flex:10 1 0}
figure{flex:calc(var(--ratio)*100) 1 calc(var(--ratio)*13rem);max-width:calc(var(--ratio)*20rem);margin:0}
figure button{display:block;width:100%;padding:0;border:0;border-radius:9px;overflow:hidden;background:var(--stone);cursor:zoom-in}
figure img{display:block;width:100%;height:auto}
:focus-visible{outline:3px solid var(--blaze);outline-offset:2px}
dialog{width:100vw;height:100vh;max-width:none;max-height:none;margin:0;padding:0;border:0;background:#12110f;color:#f7f3ec}
dialog img{width:100%;height:100%;object-fit:contain}
dialog p{position:absolute;inset:auto 0 0;margin:0;padding:1rem;text-align:center;pointer-events:none;text-shadow:0 1px 3px #000}
dialog button{position:absolute;width:3rem;height:3rem;border:0;border-radius:50%;background:rgb(20 18 16/62%);color:inherit;font-size:1.5rem;line-height:1}
#close{inset-block-start:1rem;inset-inline-end:1rem}
#previous{inset-block-start:calc(50% - 1.5rem);inset-inline-start:1rem}
#next{inset-block-start:calc(50% - 1.5rem);inset-inline-end:1rem}
@media print{figure{break-inside:avoid}}
`.trim();
